/**
 * Which invocations a question is about: a time range and the four filters every page shares.
 * Pages, routes and queries parse with this one schema, so that a copied link, a request and a search
 * mean the same. `null` stands for «the record does not say», a bucket that can be filtered like any other.
 */
import * as z from 'zod/mini';

const DECADE_MS = 10 * 366 * 86_400_000;

const name = z.string().check(z.minLength(1), z.maxLength(1024));

/** Who called: the account and the name of its user or role. */
export const Caller = z.object({ account: z.nullable(name), name: z.nullable(name) });
export type Caller = z.infer<typeof Caller>;

const atMost = 200;

/** An empty list does not filter. Within a list any value may match; between lists all must. */
export const InvocationFilters = z.object({
  accounts: z._default(z.array(name).check(z.maxLength(atMost)), []),
  regions: z._default(z.array(name).check(z.maxLength(atMost)), []),
  models: z._default(z.array(z.nullable(name)).check(z.maxLength(atMost)), []),
  callers: z._default(z.array(Caller).check(z.maxLength(atMost)), []),
});
export type InvocationFilters = z.infer<typeof InvocationFilters>;

export const NO_FILTERS: InvocationFilters = { accounts: [], regions: [], models: [], callers: [] };

export const isFiltered = (filters: InvocationFilters): boolean =>
  filters.accounts.length + filters.regions.length + filters.models.length + filters.callers.length > 0;

export const sameCaller = (a: Caller, b: Caller): boolean => a.account === b.account && a.name === b.name;

const epochMs = z.int().check(z.gte(0));

/** `[from, to)` in epoch milliseconds. */
export const TimeRange = z.object({ from: epochMs, to: epochMs }).check(
  z.refine((range) => range.from < range.to, 'from must be before to'),
  z.refine((range) => range.to - range.from <= DECADE_MS, 'the range must not exceed ten years'),
);
export type TimeRange = z.infer<typeof TimeRange>;

const isTimeZone = (value: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false; // RangeError is how Intl says that it does not know the zone
  }
};

/** IANA name: days and weeks of a chart begin where the reader's do. */
export const TimeZone = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.refine(isTimeZone, 'not an IANA time zone'));
