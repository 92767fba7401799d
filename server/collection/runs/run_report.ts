/** What the log says of a run's end: news once, after that the task's document tells. */
import type { RunCounts } from '../../../common/integrations/task';
import type { Finish } from '../tasks/lease';
import type { Logger } from '../logger';

/** `previousAttention`: code of what the run before had left for a person. */
export function reportRun(
  logger: Logger,
  taskId: string,
  previousAttention: string | undefined,
  { outcome, error, attention, consecutiveFailures, counts }: Finish,
): void {
  switch (outcome) {
    case 'succeeded':
    case 'stopped':
      if (error !== undefined) logger.warn(`${taskId}: some of what was read is read again: ${error}`);
      if (counts.read > 0) logger.debug(`${taskId}: ${outcome}, ${describeCounts(counts)}`);
      return;
    case 'retry':
      return consecutiveFailures === 1
        ? logger.warn(`${taskId}: ${error}`)
        : logger.debug(`${taskId}: ${error}`);
    case 'attention':
      return previousAttention === attention?.code
        ? logger.debug(`${taskId}: ${error}`)
        : logger.warn(`${taskId}: ${error} ${attention?.action}`);
    case 'bug':
      return logger.error(`${taskId}: ${error}`);
  }
}

export function describeCounts(counts: RunCounts): string {
  const { repriced, unchanged, unpriced, usd_before: before, usd_after: after } = counts;
  if (repriced !== undefined)
    return (
      `${counts.read} documents read: ${repriced} priced anew, ${unchanged ?? 0} unchanged; ` +
      `${unpriced ?? 0} of them without a price; ${before ?? 0} USD before, ${after ?? 0} USD now`
    );
  return (
    `${counts.read} read: ${counts.stored} stored, ${counts.already_stored} stored before ` +
    `(${counts.enriched} of them said less), ${counts.rejected} rejected, ${counts.skipped} skipped`
  );
}
