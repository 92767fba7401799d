/** The command line of the workload process. Mistakes are `UsageError`s that say what would be right. */
import { parseArgs } from 'node:util';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface WorkloadOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly seed: string;
  /** Days of past traffic. */
  readonly days: number;
  readonly live: boolean;
  /** A clock that stands still, epoch milliseconds; undefined: the machine's clock. */
  readonly now: number | undefined;
  /** Queues hear only of objects from then on, epoch milliseconds; undefined: of all. */
  readonly notifiedFrom: number | undefined;
}

export const DEFAULT_SEED = 'harbour';

export function parseOptions(args: readonly string[]): WorkloadOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        seed: { type: 'string', default: DEFAULT_SEED },
        days: { type: 'string', default: '7' },
        now: { type: 'string' },
        'notified-from': { type: 'string' },
        'no-live': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}. Known: --port, --seed, --days, --now, --notified-from, --no-live`,
    );
  }
  const now = time('--now', values.now);
  return {
    port: wholeNumber('--port', values.port, 0, 65_535),
    seed: values.seed,
    days: wholeNumber('--days', values.days, 0, 30),
    live: !values['no-live'] && now === undefined,
    now,
    notifiedFrom: time('--notified-from', values['notified-from']),
  };
}

/** Epoch milliseconds. */
function time(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new UsageError(`${name} ${text} is not an ISO 8601 time, for example 2026-11-22T10:00:00Z`);
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw new UsageError(`${name} ${text} is not a whole number from ${low} to ${high}`);
  }
  return value;
}
