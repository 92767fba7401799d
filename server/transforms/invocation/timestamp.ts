/**
 * Event times as AWS writes them: ISO 8601, `Z` or an offset, with up to nine fraction digits. The finer digits
 * are kept in the document; partitions and sorting use milliseconds.
 */
import { asText, type Maybe } from '../../../common/documents/json';

export interface EventTime {
  /** Epoch milliseconds, rounded down. */
  readonly epoch: number;
  /** In UTC, with three fraction digits, or nine where the record is finer than milliseconds. */
  readonly iso: string;
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?:[Zz]|([+-])(\d{2}):?(\d{2}))?$/;

/** `2026-04-19T13:28:51`: what every ISO time without an offset begins with. */
const TO_THE_SECOND = 19;

/**
 * The one way in which Bedrock writes times, `2026-04-19T13:28:51Z`, read without taking it apart. A time that does
 * not exist is no longer the same when it is written again.
 */
function parseUsual(text: string): EventTime | undefined {
  if (text.length !== TO_THE_SECOND + 1 || !text.endsWith('Z')) return undefined;
  const epoch = Date.parse(text);
  if (Number.isNaN(epoch)) return undefined;
  const iso = new Date(epoch).toISOString();
  if (!text.startsWith(iso.slice(0, TO_THE_SECOND))) return undefined;
  return { epoch, iso, day: iso.slice(0, 10) };
}

/** Undefined when the value is no time that exists; a time without a zone is UTC, as all AWS times are. */
export function parseEventTime(value: Maybe): EventTime | undefined {
  const text = asText(value);
  return text === undefined ? undefined : (parseUsual(text) ?? parseAny(text));
}

function parseAny(text: string): EventTime | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHours, offsetMinutes] = match;
  const nanoseconds = fraction.padEnd(9, '0');
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(nanoseconds.slice(0, 3)),
  );
  // Date.UTC rolls the 30th of February over; a time that changes on the way back never existed.
  const back = new Date(local);
  if (
    Number.isNaN(local) ||
    back.getUTCFullYear() !== Number(year) ||
    back.getUTCDate() !== Number(day) ||
    back.getUTCHours() !== Number(hour) ||
    back.getUTCMinutes() !== Number(minute) ||
    back.getUTCSeconds() !== Number(second)
  ) {
    return undefined;
  }
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000;
  const epoch = sign === '-' ? local + offset : local - offset;
  const utc = new Date(epoch);
  if (utc.getUTCFullYear() < 0 || utc.getUTCFullYear() > 9999) return undefined;
  const milliseconds = utc.toISOString();
  const finer = fraction.length > 3;
  const iso = finer ? `${milliseconds.slice(0, -4)}${nanoseconds}Z` : milliseconds;
  return { epoch, iso: finer ? iso.replace(/\.?(\d{9}Z)$/, '.$1') : iso, day: milliseconds.slice(0, 10) };
}
