/**
 * How wide a column of a time chart is. A ladder of round widths, so that columns begin where people expect
 * (full minutes, hours, local midnights) and their number stays readable at any range.
 */
import type { TimeRange } from '../../common/api/invocation_scope';

/** Never more columns than this, edges apart; the ladder's steps keep it above a third of that. */
export const MAX_COLUMNS = 60;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Step {
  readonly ms: number;
  readonly name: string;
  /** Days and weeks are of the calendar: one with a clock change has 23 or 25 hours. */
  readonly calendar?: true;
}

const LADDER: readonly Step[] = [
  { ms: SECOND, name: '1s' },
  { ms: 2 * SECOND, name: '2s' },
  { ms: 5 * SECOND, name: '5s' },
  { ms: 10 * SECOND, name: '10s' },
  { ms: 15 * SECOND, name: '15s' },
  { ms: 30 * SECOND, name: '30s' },
  { ms: MINUTE, name: '1m' },
  { ms: 2 * MINUTE, name: '2m' },
  { ms: 5 * MINUTE, name: '5m' },
  { ms: 10 * MINUTE, name: '10m' },
  { ms: 15 * MINUTE, name: '15m' },
  { ms: 30 * MINUTE, name: '30m' },
  { ms: HOUR, name: '1h' },
  { ms: 2 * HOUR, name: '2h' },
  { ms: 3 * HOUR, name: '3h' },
  { ms: 6 * HOUR, name: '6h' },
  { ms: 12 * HOUR, name: '12h' },
  { ms: DAY, name: '1d', calendar: true },
  { ms: 2 * DAY, name: '2d' },
  { ms: 4 * DAY, name: '4d' },
  { ms: 7 * DAY, name: '1w', calendar: true },
  { ms: 14 * DAY, name: '14d' },
  { ms: 28 * DAY, name: '28d' },
];

/** A decade at most is asked for (`TimeRange`); this is wide enough for it. */
const WIDEST: Step = { ms: 84 * DAY, name: '84d' };

export interface ColumnInterval {
  /** OpenSearch's notation. */
  readonly name: string;
  /** The parameter of `date_histogram` that takes it. */
  readonly parameter: 'fixed_interval' | 'calendar_interval';
}

/**
 * @param granularity milliseconds that a column must hold whole multiples of: of values that are told for a length of
 * time each, every column then holds equally many
 */
export function columnInterval({ from, to }: TimeRange, granularity = 1): ColumnInterval {
  const fits = ({ ms }: Step): boolean => ms % granularity === 0 && (to - from) / ms <= MAX_COLUMNS;
  const step = [...LADDER, WIDEST].find(fits) ?? multipleOf(granularity, to - from);
  return { name: step.name, parameter: step.calendar ? 'calendar_interval' : 'fixed_interval' };
}

/** For lengths that are in no round width, such as five hours. */
function multipleOf(granularity: number, length: number): Step {
  const ms = Math.max(1, Math.ceil(length / MAX_COLUMNS / granularity)) * granularity;
  return { ms, name: `${ms}ms` };
}
