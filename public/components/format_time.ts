/** How moments are written: in the zone chosen in the host's settings, and saying which zone that is. */
import { i18n } from '@osd/i18n';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;

const format = (at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(i18n.getLocale(), { timeZone, hourCycle: 'h23', ...options }).format(at);

/** `10:42:05`, with the day unless it is the day of `now`. */
export function formatMoment(at: number, now: number, timeZone: string): string {
  const day = (moment: number) => format(moment, timeZone, { dateStyle: 'short' });
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return day(at) === day(now)
    ? format(at, timeZone, time)
    : format(at, timeZone, { year: 'numeric', month: 'short', day: 'numeric', ...time });
}

/** `Nov 22, 2026, 10:00` */
export const formatColumn = (at: number, timeZone: string): string =>
  format(at, timeZone, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** Label of an axis: as much as tells the columns of a chart of this length apart. */
export function formatTick(at: number, timeZone: string, rangeMs: number): string {
  if (rangeMs <= 30 * 60 * SECOND) {
    return format(at, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  }
  if (rangeMs <= 1.5 * DAY) return format(at, timeZone, { hour: '2-digit', minute: '2-digit' });
  if (rangeMs <= 14 * DAY) {
    return format(at, timeZone, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  }
  if (rangeMs <= 300 * DAY) return format(at, timeZone, { month: 'short', day: 'numeric' });
  return format(at, timeZone, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** `24 hours`, the length of a range in its largest even unit. */
export function formatSpan(ms: number): string {
  const units = [
    ['day', DAY],
    ['hour', 60 * 60 * SECOND],
    ['minute', 60 * SECOND],
    ['second', SECOND],
  ] as const;
  const [unit, size] =
    units.find(([name, length]) => ms >= (name === 'day' ? 2 * length : length)) ?? units[3];
  return new Intl.NumberFormat(i18n.getLocale(), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(ms / size);
}
