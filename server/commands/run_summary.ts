/** What one run of everything came to, in lines for people and an exit code for machines. */
import type { RunCounts } from '../../common/integrations/task';
import { describeCounts } from '../collection/runs/run_report';
import type { TaskSummary } from '../collection/run_once';
import type { Reasons } from '../collection/workers/reason_counts';
import { addCounts, NO_COUNTS } from '../collection/runs/run_counts';
import { EXIT } from './command';

const OUTCOMES: Readonly<Record<TaskSummary['outcome'], string>> = {
  caught_up: 'read up to now',
  done: 'done',
  paused: 'paused',
  failed: 'failed',
  attention: 'needs a person',
  elsewhere: 'held by another collector',
  stopped: 'stopped',
};

/** Not for records that were rejected or skipped: those are accounted for. */
const FAILED: ReadonlySet<TaskSummary['outcome']> = new Set(['failed', 'stopped']);

/** `reasons`: of all tasks together. */
export function summarise(
  summaries: readonly TaskSummary[],
  reasons: Reasons,
): { lines: string[]; code: number } {
  const total = summaries.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS);
  const outcomes = summaries.map(({ outcome }) => outcome);
  return {
    lines: [...summaries.map(lineOf), `total: ${countsOf(total, reasons)}`],
    code: outcomes.includes('attention')
      ? EXIT.needsPerson
      : outcomes.some((outcome) => FAILED.has(outcome))
        ? EXIT.failed
        : EXIT.ok,
  };
}

function lineOf({ task, outcome, counts, error, attention }: TaskSummary): string {
  const why = attention === undefined ? error : `${attention.message} ${attention.action}`;
  const what = counts.repriced === undefined ? countsOf(counts) : describeCounts(counts);
  return `${task.id}: ${OUTCOMES[outcome]}, ${what}${why === undefined ? '' : `. ${why}`}`;
}

function countsOf(counts: RunCounts, reasons?: Reasons): string {
  const { stored, already_stored: again, rejected, skipped } = counts;
  return [
    `${stored} records stored`,
    ...(again > 0 ? [`${again} stored before`] : []),
    `${rejected} rejected${inBrackets(reasons?.rejected)}`,
    `${skipped} skipped${inBrackets(reasons?.skipped)}`,
  ].join(', ');
}

/** The most frequent first. */
function inBrackets(byReason: Readonly<Record<string, number>> = {}): string {
  const sorted = Object.entries(byReason).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return sorted.length === 0 ? '' : ` (${sorted.map(([reason, count]) => `${count} ${reason}`).join(', ')})`;
}
