/** A stretch of time as people ask for one: `--from`, `--to`, and a name for it. */
import type { Span } from '../../common/integrations/task';
import { needed, WrongUsage } from './command';

export const SPAN_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  id: { type: 'string' },
} as const;

/** Without a name it gets one made of its times. Throws `WrongUsage`. */
export function askedSpan(values: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly id?: string | undefined;
}): Span {
  const from = timeOf(needed(values.from, 'from'), 'from');
  const to = timeOf(needed(values.to, 'to'), 'to');
  if (from >= to) throw new WrongUsage('--from has to be before --to');
  const id = values.id ?? `${digitsOf(from)}-${digitsOf(to)}`;
  if (!/^[a-z0-9][a-z0-9_-]{0,49}$/.test(id))
    throw new WrongUsage('--id takes lower case letters, digits, - and _');
  return { id, from, to };
}

/** As it is written into a definition. */
export const inWords = ({ id, from, to }: Span) => ({
  id,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** A date or a time with its zone. Throws `WrongUsage`. */
function timeOf(text: string, option: string): number {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (Number.isNaN(time))
    throw new WrongUsage(`--${option} takes a date or a time such as 2026-11-22 or 2026-11-22T06:00:00Z`);
  return time;
}

const digitsOf = (time: number): string => new Date(time).toISOString().slice(0, 16).replace(/\D/g, '');
