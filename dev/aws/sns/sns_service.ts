/**
 * Amazon SNS (query protocol): topics that fan out to queues.
 * https://docs.aws.amazon.com/sns/latest/api/welcome.html
 */
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import { formMap, queryService, type Form } from '../protocol/query_protocol';
import type { AwsService, Call } from '../protocol/service';
import type { XmlValue } from '../protocol/xml';
import type { Queues } from '../sqs/queues';
import type { Topic, Topics } from './topics';

export const snsService = (topics: Topics, queues: Queues): AwsService =>
  queryService({
    name: 'sns',
    resourceOf: (form) => form.get('TopicArn'),
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    operations: {
      CreateTopic: (form, call) => createTopic(topics, form, call),
      Subscribe: (form, call) => subscribe(topics, queues, form, call),
      Publish: (form, call) => publish(topics, form, call),
    },
  });

function createTopic(topics: Topics, form: Form, call: Call): XmlValue {
  const name = form.get('Name') ?? '';
  if (!/^[\w-]{1,256}$/.test(name)) throw invalid('Invalid parameter: Topic Name');
  const place = { accountId: call.accountId, region: call.region, partition: partitionOf(call.region) };
  call.authorize('sns:CreateTopic', `arn:${place.partition}:sns:${place.region}:${place.accountId}:${name}`);
  return { TopicArn: topics.create(place, name).arn };
}

function subscribe(topics: Topics, queues: Queues, form: Form, call: Call): XmlValue {
  const topic = topicOf(topics, form, 'sns:Subscribe', call);
  if (form.get('Protocol') !== 'sqs') throw invalid('Invalid parameter: the local AWS delivers to sqs only');
  const queue = queues.find(form.get('Endpoint') ?? '');
  if (queue === undefined) throw invalid('Invalid parameter: SQS endpoint ARN');
  const isRaw = formMap(form, 'Attributes.entry').get('RawMessageDelivery') === 'true';
  return { SubscriptionArn: topic.subscribe(queue, isRaw).arn };
}

function publish(topics: Topics, form: Form, call: Call): XmlValue {
  const topic = topicOf(topics, form, 'sns:Publish', call);
  const message = form.get('Message') ?? '';
  if (message === '') throw invalid('Invalid parameter: Empty message');
  return {
    MessageId: topic.publish({
      message,
      subject: form.get('Subject'),
      senderId: call.principal.userId,
      now: call.now(),
    }),
  };
}

function topicOf(topics: Topics, form: Form, action: string, call: Call): Topic {
  const arn = form.get('TopicArn') ?? '';
  call.authorize(action, arn);
  const topic = topics.find(arn);
  if (topic === undefined || topic.accountId !== call.accountId) {
    throw new AwsError('NotFound', 'Topic does not exist', 404);
  }
  return topic;
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameter', message);
