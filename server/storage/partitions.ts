/**
 * In which index a document lives: by its event time, never by its arrival, so that every copy of a record finds
 * the first one. Granularity follows retention, since retention deletes whole partitions. UTC throughout.
 */
import type { Dataset } from '../../common/plugin';

export type Granularity = 'daily' | 'weekly' | 'monthly';

const DAILY_UP_TO_DAYS = 14;
const WEEKLY_UP_TO_DAYS = 90;
const DAY_MS = 86_400_000;

/** Without a retention nothing is deleted, and months keep the number of shards small. */
export function granularityFor(retentionDays: number | undefined): Granularity {
  if (retentionDays === undefined || retentionDays > WEEKLY_UP_TO_DAYS) return 'monthly';
  return retentionDays <= DAILY_UP_TO_DAYS ? 'daily' : 'weekly';
}

export type Granularities = Readonly<Record<Dataset, Granularity>>;

/** How finely each data set is partitioned today: nothing has a retention yet, and content is weighed in weeks. */
export const GRANULARITIES: Granularities = {
  invocation: granularityFor(undefined),
  content: 'weekly',
  rejected: 'monthly',
  runtime: 'monthly',
  guardrails: 'monthly',
  agents: 'monthly',
  knowledge_bases: 'monthly',
  mantle: 'monthly',
  agentcore: 'monthly',
  cloudtrail: 'monthly',
};

/** `2026.11.22`, `2026.w47` (ISO week of the ISO year) or `2026.11`. `timestamp` in epoch milliseconds. */
export function partitionOf(timestamp: number, granularity: Granularity): string {
  const date = new Date(timestamp);
  const month = `${year(date.getUTCFullYear())}.${two(date.getUTCMonth() + 1)}`;
  switch (granularity) {
    case 'daily':
      return `${month}.${two(date.getUTCDate())}`;
    case 'weekly':
      return isoWeek(timestamp);
    case 'monthly':
      return month;
  }
}

export const indexName = (
  prefix: string,
  namespace: string,
  timestamp: number,
  granularity: Granularity,
): string => `${prefix}-${namespace}-${partitionOf(timestamp, granularity)}`;

/** The ISO week belongs to the year of its Thursday. */
function isoWeek(timestamp: number): string {
  const day = Math.floor(timestamp / DAY_MS);
  const daysAfterMonday = (new Date(timestamp).getUTCDay() + 6) % 7;
  const thursday = day - daysAfterMonday + 3;
  const isoYear = new Date(thursday * DAY_MS).getUTCFullYear();
  const firstOfYear = Date.UTC(isoYear, 0, 1) / DAY_MS;
  return `${year(isoYear)}.w${two(Math.floor((thursday - firstOfYear) / 7) + 1)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
const year = (value: number): string => String(value).padStart(4, '0');
