/**
 * Batches of up to ten entries. A batch answers with 200 and says per entry what failed: a caller that looks at
 * the status alone misses it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';

export const BatchId = z.object({ Id: z.string().regex(/^[\w-]{1,80}$/) });

/** `apply` returns what the answer says of the entry besides its id, and throws an `AwsError` where it fails. */
export function eachEntry<Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  halfFails: boolean,
  apply: (entry: Entry) => object,
): object {
  requireBatch(entries);
  const successful: object[] = [];
  const failed: object[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      if (halfFails && index % 2 === 0) {
        throw new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500);
      }
      successful.push({ Id: entry.Id, ...apply(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message, fault } = error;
      failed.push({ Id: entry.Id, Code: code, Message: message, SenderFault: fault === 'Sender' });
    }
  }
  return { Successful: successful, Failed: failed };
}

function requireBatch(entries: readonly { readonly Id: string }[]): void {
  const refuse = (code: string, message: string): never => {
    throw new AwsError(code, message, 400, `AWS.SimpleQueueService.${code}`);
  };
  if (entries.length === 0) {
    refuse('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    refuse('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
  }
  if (new Set(entries.map(({ Id: id }) => id)).size < entries.length) {
    refuse('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
}
