/**
 * Amazon SQS, standard queues (JSON 1.0, with the query protocol's error codes in a header).
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
import * as z from 'zod';
import { partitionOf } from '../identity/principal';
import { jsonOperation, jsonService } from '../protocol/json_protocol';
import type { AwsService, Call } from '../protocol/service';
import { messageOperations } from './message_operations';
import type { Queue } from './queue';
import { Attributes, describeQueue, readAttributes } from './queue_attributes';
import { queueDoesNotExist, queueLookup, queueResource } from './queue_lookup';
import type { Queues } from './queues';
import { receiveMessage, type Sleep } from './receive_message';
import { sendOperations } from './send_message';

const invalid = 'InvalidParameterValue';

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
    const found = Object.entries(describeQueue(queue, call.now())).filter(
      ([name]) => wanted.has('All') || wanted.has(name),
    );
    return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) };
  });

  const SetInput = z.object({ QueueUrl: z.string(), Attributes });
  const setQueueAttributes = jsonOperation(SetInput, invalid, (input, call) => {
    const queue = lookup(input.QueueUrl, 'sqs:SetQueueAttributes', call);
    Object.assign(queue.attributes, readAttributes(input.Attributes, queues));
    return {};
  });

  const QueueInput = z.object({ QueueUrl: z.string() });
  const purgeQueue = jsonOperation(QueueInput, invalid, (input, call) => {
    lookup(input.QueueUrl, 'sqs:PurgeQueue', call).purge();
    return {};
  });
  const deleteQueue = jsonOperation(QueueInput, invalid, (input, call) => {
    queues.delete(lookup(input.QueueUrl, 'sqs:DeleteQueue', call));
    return {};
  });

  return jsonService({
    name: 'sqs',
    version: '1.0',
    target: 'AmazonSQS',
    queryCompatible: true,
    resourceOf: ({ QueueUrl: url }, place) =>
      typeof url === 'string' ? queueResource(url, place)?.arn : undefined,
    operations: {
      CreateQueue: createQueue,
      DeleteQueue: deleteQueue,
      GetQueueUrl: getQueueUrl,
      GetQueueAttributes: getQueueAttributes,
      SetQueueAttributes: setQueueAttributes,
      PurgeQueue: purgeQueue,
      ReceiveMessage: receiveMessage(lookup, options.sleep),
      ...sendOperations(lookup),
      ...messageOperations(lookup),
    },
  });
}
