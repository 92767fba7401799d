/**
 * The queue as the source needs it, and the same in Amazon SQS. An interface, so that the source is tested against a
 * queue of which everything is known.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { awsFailure } from '../../aws/errors';

export interface QueueMessage {
  readonly id: string;
  /** Valid for this receipt of the message only. */
  readonly receipt: string;
  readonly body: string;
  /** How often it was received, this time included; approximate, as SQS counts. */
  readonly receiveCount: number;
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

export interface VisibilityChange {
  readonly receipt: string;
  readonly seconds: number;
}

/** What became of an entry of a batch. `gone`: the receipt is good for nothing any more. */
export type EntryOutcome = 'done' | 'failed' | 'gone';

/** All reject with a `Failure`. At most `MAX_ENTRIES` at once. */
export interface NotificationQueue {
  receive(request: {
    readonly max: number;
    readonly waitSeconds: number;
    readonly visibilitySeconds: number;
    readonly signal: AbortSignal;
  }): Promise<readonly QueueMessage[]>;
  delete(receipts: readonly string[]): Promise<readonly EntryOutcome[]>;
  changeVisibility(changes: readonly VisibilityChange[]): Promise<readonly EntryOutcome[]>;
  /** Whether SQS itself moves messages away that were received too often. */
  hasRedrive(): Promise<boolean>;
}

export const MAX_ENTRIES = 10;

export interface SqsQueue {
  readonly url: string;
  /** Asked of; in words for messages. */
  readonly principal: string;
  readonly region: string;
  readonly timeoutMs: number;
}

/** Above the wait of a long poll, which is no time that the answer took. */
const WAIT_MARGIN_MS = 10_000;

export function sqsNotificationQueue(client: SQSClient, queue: SqsQueue): NotificationQueue {
  const { url: QueueUrl, principal, region, timeoutMs } = queue;
  const asking = async <T>(action: string, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw awsFailure(error, { action, resource: `queue ${QueueUrl}`, principal, region });
    }
  };
  return {
    receive: ({ max, waitSeconds, visibilitySeconds, signal }) =>
      asking('sqs:ReceiveMessage', async () => {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: max,
            WaitTimeSeconds: waitSeconds,
            VisibilityTimeout: visibilitySeconds,
            MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
          }),
          {
            abortSignal: signal,
            requestTimeout: Math.max(timeoutMs, waitSeconds * 1_000 + WAIT_MARGIN_MS),
          },
        );
        return Messages.flatMap(({ MessageId = '', ReceiptHandle, Body = '', Attributes = {} }) =>
          ReceiptHandle === undefined
            ? []
            : [
                {
                  id: MessageId,
                  receipt: ReceiptHandle,
                  body: Body,
                  receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
                  sentAt: Number(Attributes.SentTimestamp ?? 0),
                },
              ],
        );
      }),

    delete: (receipts) =>
      asking('sqs:DeleteMessage', async () => {
        const { Failed = [] } = await client.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: receipts.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle })),
          }),
          { requestTimeout: timeoutMs },
        );
        return outcomes(receipts.length, Failed);
      }),

    changeVisibility: (changes) =>
      asking('sqs:ChangeMessageVisibility', async () => {
        const { Failed = [] } = await client.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl,
            Entries: changes.map(({ receipt, seconds }, at) => ({
              Id: String(at),
              ReceiptHandle: receipt,
              VisibilityTimeout: seconds,
            })),
          }),
          { requestTimeout: timeoutMs },
        );
        return outcomes(changes.length, Failed);
      }),

    hasRedrive: () =>
      asking('sqs:GetQueueAttributes', async () => {
        const { Attributes = {} } = await client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
          { requestTimeout: timeoutMs },
        );
        return Boolean(Attributes.RedrivePolicy);
      }),
  };
}

/** The receipt, or the message, is not there any more; asking again is in vain. */
const GONE = /(ReceiptHandleIsInvalid|MessageNotInflight|InvalidParameterValue|InvalidIdFormat)$/;

/** Entries fail one by one, inside an answer that succeeds. */
function outcomes(count: number, failed: readonly BatchResultErrorEntry[]): EntryOutcome[] {
  const result = Array.from({ length: count }, (): EntryOutcome => 'done');
  for (const { Id, Code = '' } of failed) result[Number(Id)] = GONE.test(Code) ? 'gone' : 'failed';
  return result;
}
