/**
 * A queue's attributes as they stand on the wire: all of them text, the redrive policy JSON inside text.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
import * as z from 'zod';
import type { Queue, QueueAttributes, Redrive } from './queue';
import { invalidParameterValue } from './queue_lookup';
import type { Queues } from './queues';

export const maximumMessageBytes = 1_048_576;

/** What can be set; other attributes are taken and change nothing. */
export const Attributes = z.object({
  VisibilityTimeout: z.coerce.number().int().min(0).max(43_200).optional(),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().int().min(0).max(20).optional(),
  DelaySeconds: z.coerce.number().int().min(0).max(900).optional(),
  RedrivePolicy: z.string().optional(),
  KmsMasterKeyId: z.string().optional(),
});

const RedrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

/** @throws AwsError */
export function readAttributes(input: z.output<typeof Attributes>, queues: Queues): Partial<QueueAttributes> {
  return {
    ...(input.VisibilityTimeout === undefined ? {} : { visibilityTimeoutSeconds: input.VisibilityTimeout }),
    ...(input.ReceiveMessageWaitTimeSeconds === undefined
      ? {}
      : { waitSeconds: input.ReceiveMessageWaitTimeSeconds }),
    ...(input.DelaySeconds === undefined ? {} : { delaySeconds: input.DelaySeconds }),
    ...(input.RedrivePolicy === undefined ? {} : { redrive: readRedrive(input.RedrivePolicy, queues) }),
    ...(input.KmsMasterKeyId === undefined ? {} : { kmsKeyArn: input.KmsMasterKeyId || undefined }),
  };
}

/** An empty policy takes the redrive away. */
function readRedrive(text: string, queues: Queues): Redrive | undefined {
  if (text === '') return undefined;
  const refused = invalidParameterValue('Value for parameter RedrivePolicy is invalid.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused;
  }
  const policy = RedrivePolicy.safeParse(json);
  const queue = policy.data === undefined ? undefined : queues.find(policy.data.deadLetterTargetArn);
  if (policy.data === undefined || queue === undefined) throw refused;
  return { deadLetterQueue: queue, maxReceiveCount: policy.data.maxReceiveCount };
}

export function describeQueue(queue: Queue, now: number): Readonly<Record<string, string>> {
  const counts = queue.counts(now);
  const { redrive, visibilityTimeoutSeconds, waitSeconds, delaySeconds, kmsKeyArn } = queue.attributes;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    ReceiveMessageWaitTimeSeconds: String(waitSeconds),
    DelaySeconds: String(delaySeconds),
    MaximumMessageSize: String(maximumMessageBytes),
    ...(kmsKeyArn === undefined ? {} : { KmsMasterKeyId: kmsKeyArn }),
    ...(redrive === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: redrive.deadLetterQueue.arn,
            maxReceiveCount: redrive.maxReceiveCount,
          }),
        }),
  };
}
