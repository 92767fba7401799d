/**
 * Deleting messages and changing their visibility, one by one or in batches.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import { BatchId, eachEntry } from './batch';
import type { Queue } from './queue';
import { invalidParameterValue, type QueueLookup } from './queue_lookup';

const invalid = 'InvalidParameterValue';
const Receipt = z.object({ ReceiptHandle: z.string() });
const Visibility = Receipt.extend({ VisibilityTimeout: z.int().min(0).max(43_200) });
const Url = z.object({ QueueUrl: z.string() });

export const messageOperations = (lookup: QueueLookup): Readonly<Record<string, JsonOperation>> => ({
  DeleteMessage: jsonOperation(Url.extend(Receipt.shape), invalid, (input, call) =>
    remove(lookup(input.QueueUrl, 'sqs:DeleteMessage', call), input),
  ),
  ChangeMessageVisibility: jsonOperation(Url.extend(Visibility.shape), invalid, (input, call) =>
    change(lookup(input.QueueUrl, 'sqs:ChangeMessageVisibility', call), input, call.now()),
  ),
  DeleteMessageBatch: jsonOperation(
    Url.extend({ Entries: z.array(Receipt.extend(BatchId.shape)) }),
    invalid,
    (input, call) => {
      const queue = lookup(input.QueueUrl, 'sqs:DeleteMessage', call);
      return eachEntry(input.Entries, call.imitates('partial_failure'), (entry) => remove(queue, entry));
    },
  ),
  ChangeMessageVisibilityBatch: jsonOperation(
    Url.extend({ Entries: z.array(Visibility.extend(BatchId.shape)) }),
    invalid,
    (input, call) => {
      const queue = lookup(input.QueueUrl, 'sqs:ChangeMessageVisibility', call);
      const now = call.now();
      return eachEntry(input.Entries, call.imitates('partial_failure'), (entry) => change(queue, entry, now));
    },
  ),
});

const receiptIsInvalid = (): AwsError =>
  new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 404);

function remove(queue: Queue, { ReceiptHandle: receipt }: z.output<typeof Receipt>): object {
  if (queue.delete(receipt) === 'invalid') throw receiptIsInvalid();
  return {};
}

function change(queue: Queue, entry: z.output<typeof Visibility>, now: number): object {
  switch (queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout, now)) {
    case 'changed':
      return {};
    case 'invalid':
      throw receiptIsInvalid();
    case 'not_in_flight':
      throw new AwsError(
        'MessageNotInflight',
        'The specified message is not in flight.',
        400,
        'AWS.SimpleQueueService.MessageNotInflight',
      );
    case 'too_long':
      throw invalidParameterValue(
        'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
      );
  }
}
