/**
 * What «now-24h» and «now/d» mean at a moment. Rounding follows the reader's calendar: the host sets the zone of
 * its shared `moment` to the one chosen in its settings.
 * Notation: https://opensearch.org/docs/latest/field-types/supported-field-types/date/#date-math
 */
import moment from 'moment';
import type { RangeExpression } from '../host/time_range_store';

const EXPRESSION = /^now(?:([+-])(\d{1,6})([smhdwMy]))?(?:\/([smhdwMy]))?$/;

type Unit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'y';
const isUnit = (text: string | undefined): text is Unit => text !== undefined && 'smhdwMy'.includes(text);

function resolve(expression: string, now: number, roundTo: 'start' | 'end'): number | undefined {
  const match = EXPRESSION.exec(expression);
  if (!match) {
    const absolute = moment(expression, moment.ISO_8601, true);
    return absolute.isValid() ? absolute.valueOf() : undefined;
  }
  const [, sign, amount, unit, rounding] = match;
  const at = moment(now);
  if (isUnit(unit)) at.add(sign === '-' ? -Number(amount) : Number(amount), unit);
  if (isUnit(rounding)) {
    if (roundTo === 'start') at.startOf(rounding);
    else at.endOf(rounding).add(1, 'ms');
  }
  return at.valueOf();
}

/**
 * `[from, to)` in epoch milliseconds. An end in the future becomes `now`: a day that is not over is compared with
 * as much of the time before. `undefined` when the expressions say nothing, or no time at all.
 */
export function resolveRange(
  { from, to }: RangeExpression,
  now: number,
): { from: number; to: number } | undefined {
  const start = resolve(from, now, 'start');
  const end = resolve(to, now, 'end');
  if (start === undefined || end === undefined) return undefined;
  const capped = Math.min(end, now);
  return start >= 0 && start < capped ? { from: start, to: capped } : undefined;
}
