/**
 * Deleting messages and changing their visibility, one by one or in batches of ten. A batch answers with 200
 * and says per entry what failed: a caller that looks at the status alone misses it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { Queue } from './queue';
import { invalidParameterValue, type QueueLookup } from './queue_lookup';

const invalid = 'InvalidParameterValue';
const Receipt = z.object({ ReceiptHandle: z.string() });
const Visibility = Receipt.extend({ VisibilityTimeout: z.int().min(0).max(43_200) });
const Id = z.object({ Id: z.string().regex(/^[\w-]{1,80}$/) });
const Url = z.object({ QueueUrl: z.string() });

export function messageOperations(lookup: QueueLookup): Readonly<Record<string, JsonOperation>> {
  const remove = (queue: Queue, entry: z.output<typeof Receipt>): AwsError | undefined =>
    queue.delete(entry.ReceiptHandle) === 'invalid' ? receiptIsInvalid() : undefined;
  const change = (queue: Queue, entry: z.output<typeof Visibility>, now: number): AwsError | undefined =>
    visibilityError(queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout, now));

  return {
    DeleteMessage: jsonOperation(Url.extend(Receipt.shape), invalid, (input, call) =>
      orThrow(remove(lookup(input.QueueUrl, 'sqs:DeleteMessage', call), input)),
    ),
    ChangeMessageVisibility: jsonOperation(Url.extend(Visibility.shape), invalid, (input, call) =>
      orThrow(change(lookup(input.QueueUrl, 'sqs:ChangeMessageVisibility', call), input, call.now())),
    ),
    DeleteMessageBatch: jsonOperation(
      Url.extend({ Entries: z.array(Receipt.extend(Id.shape)) }),
      invalid,
      (input, call) => {
        const queue = lookup(input.QueueUrl, 'sqs:DeleteMessage', call);
        return each(input.Entries, call.imitates('partial_failure'), (entry) => remove(queue, entry));
      },
    ),
    ChangeMessageVisibilityBatch: jsonOperation(
      Url.extend({ Entries: z.array(Visibility.extend(Id.shape)) }),
      invalid,
      (input, call) => {
        const queue = lookup(input.QueueUrl, 'sqs:ChangeMessageVisibility', call);
        const now = call.now();
        return each(input.Entries, call.imitates('partial_failure'), (entry) => change(queue, entry, now));
      },
    ),
  };
}

const receiptIsInvalid = (): AwsError =>
  new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 404);

function visibilityError(outcome: ReturnType<Queue['changeVisibility']>): AwsError | undefined {
  switch (outcome) {
    case 'changed':
      return undefined;
    case 'invalid':
      return receiptIsInvalid();
    case 'not_in_flight':
      return new AwsError(
        'MessageNotInflight',
        'The specified message is not in flight.',
        400,
        'AWS.SimpleQueueService.MessageNotInflight',
      );
    case 'too_long':
      return invalidParameterValue(
        'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
      );
  }
}

function orThrow(error: AwsError | undefined): object {
  if (error !== undefined) throw error;
  return {};
}

function each<Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  halfFails: boolean,
  apply: (entry: Entry) => AwsError | undefined,
): object {
  requireBatch(entries);
  const outcomes = entries.map((entry, index) => ({
    id: entry.Id,
    error:
      halfFails && index % 2 === 0
        ? new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500)
        : apply(entry),
  }));
  return {
    Successful: outcomes.flatMap(({ id, error }) => (error === undefined ? [{ Id: id }] : [])),
    Failed: outcomes.flatMap(({ id, error }) =>
      error === undefined
        ? []
        : [{ Id: id, Code: error.code, Message: error.message, SenderFault: error.fault === 'Sender' }],
    ),
  };
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
