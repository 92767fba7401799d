/**
 * Amazon SQS, standard queues (JSON 1.0, with the query protocol's error codes in a header).
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
import * as z from 'zod';
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import { jsonOperation, jsonService } from '../protocol/json_protocol';
import type { AwsService, Call } from '../protocol/service';
import { messageOperations } from './batch';
import type { Queue, QueueAttributes, Redrive } from './queue';
import { invalidParameterValue, queueDoesNotExist, queueLookup } from './queue_lookup';
import type { Queues } from './queues';
import { receiveMessage, type Sleep } from './receive_message';

const maximumMessageBytes = 1_048_576;
const invalid = 'InvalidParameterValue';

const Attributes = z.object({
  VisibilityTimeout: z.coerce.number().int().min(0).max(43_200).optional(),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().int().min(0).max(20).optional(),
  DelaySeconds: z.coerce.number().int().min(0).max(900).optional(),
  RedrivePolicy: z.string().optional(),
});
const RedrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

/** `url`: the server's address, which queue URLs begin with. */
export function sqsService(queues: Queues, options: { url: () => string; sleep: Sleep }): AwsService {
  const lookup = queueLookup(queues);
  const placeOf = (call: Call, accountId = call.accountId) => ({
    accountId,
    region: call.region,
    partition: partitionOf(call.region),
  });
  const urlOf = (queue: Queue): string => `${options.url()}${queue.path}`;

  const CreateInput = z.object({
    QueueName: z
      .string()
      .regex(
        /^[\w-]{1,80}$/,
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      ),
    Attributes: Attributes.default({}),
  });
  const createQueue = jsonOperation(CreateInput, invalid, (input, call) => {
    const place = placeOf(call);
    const arn = `arn:${place.partition}:sqs:${place.region}:${place.accountId}:${input.QueueName}`;
    call.authorize('sqs:CreateQueue', arn);
    const existing = queues.byName(place, input.QueueName);
    const attributes = readAttributes(input.Attributes, queues);
    return { QueueUrl: urlOf(existing ?? queues.create(place, input.QueueName, attributes, call.now())) };
  });

  const UrlInput = z.object({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() });
  const getQueueUrl = jsonOperation(UrlInput, invalid, (input, call) => {
    const place = placeOf(call, input.QueueOwnerAWSAccountId);
    call.authorize(
      'sqs:GetQueueUrl',
      `arn:${place.partition}:sqs:${place.region}:${place.accountId}:${input.QueueName}`,
    );
    const queue = queues.byName(place, input.QueueName);
    if (queue === undefined) throw queueDoesNotExist();
    return { QueueUrl: urlOf(queue) };
  });

  const AttributesInput = z.object({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) });
  const getQueueAttributes = jsonOperation(AttributesInput, invalid, (input, call) => {
    const queue = lookup(input.QueueUrl, 'sqs:GetQueueAttributes', call);
    const wanted = new Set(input.AttributeNames);
    const found = Object.entries(describe(queue, call.now())).filter(
      ([name]) => wanted.has('All') || wanted.has(name),
    );
    return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) };
  });

  const SendInput = z.object({
    QueueUrl: z.string(),
    MessageBody: z.string().min(1),
    DelaySeconds: z.int().min(0).max(900).optional(),
    MessageAttributes: z.record(z.string(), z.unknown()).optional(),
  });
  const sendMessage = jsonOperation(SendInput, invalid, (input, call) => {
    const queue = lookup(input.QueueUrl, 'sqs:SendMessage', call);
    if (input.MessageAttributes !== undefined) {
      throw new AwsError('UnsupportedOperation', 'The local AWS keeps no message attributes.');
    }
    if (Buffer.byteLength(input.MessageBody) > maximumMessageBytes) {
      throw invalidParameterValue(
        `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageBytes} bytes.`,
      );
    }
    const message = queue.send(input.MessageBody, {
      senderId: call.principal.userId,
      now: call.now(),
      delaySeconds: input.DelaySeconds,
    });
    return { MessageId: message.id, MD5OfMessageBody: message.md5 };
  });

  return jsonService({
    name: 'sqs',
    version: '1.0',
    target: 'AmazonSQS',
    queryCompatible: true,
    operations: {
      CreateQueue: createQueue,
      GetQueueUrl: getQueueUrl,
      GetQueueAttributes: getQueueAttributes,
      SendMessage: sendMessage,
      ReceiveMessage: receiveMessage(lookup, options.sleep),
      ...messageOperations(lookup),
    },
  });
}

function readAttributes(input: z.output<typeof Attributes>, queues: Queues): Partial<QueueAttributes> {
  return {
    ...(input.VisibilityTimeout === undefined ? {} : { visibilityTimeoutSeconds: input.VisibilityTimeout }),
    ...(input.ReceiveMessageWaitTimeSeconds === undefined
      ? {}
      : { waitSeconds: input.ReceiveMessageWaitTimeSeconds }),
    ...(input.DelaySeconds === undefined ? {} : { delaySeconds: input.DelaySeconds }),
    ...(input.RedrivePolicy === undefined ? {} : { redrive: readRedrive(input.RedrivePolicy, queues) }),
  };
}

function readRedrive(text: string, queues: Queues): Redrive {
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

function describe(queue: Queue, now: number): Readonly<Record<string, string>> {
  const counts = queue.counts(now);
  const { redrive, visibilityTimeoutSeconds, waitSeconds, delaySeconds } = queue.attributes;
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
