/**
 * A bucket's notification configuration as it stands on the wire: queues, topics and EventBridge, each with its
 * events and a filter of the key.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
import type { EventBus } from '../events/event_bus';
import { AwsError } from '../protocol/errors';
import { childrenOf, readXml, textOf, type XmlElement } from '../protocol/read_xml';
import type { XmlValue } from '../protocol/xml';
import type { Topic } from '../sns/topics';
import type { Queue } from '../sqs/queue';
import type { Bucket } from './buckets';
import type { Destination, Notifications } from './notifications';

/** Where notifications can go. */
export interface NotificationTargets {
  queue(arn: string): Queue | undefined;
  topic(arn: string): Topic | undefined;
  bus(place: { accountId: string; region: string }): EventBus;
}

/** @throws AwsError */
export function readNotifications(text: string, bucket: Bucket, targets: NotificationTargets): Notifications {
  const configuration = readXml(text);
  if (configuration?.name !== 'NotificationConfiguration') {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  }
  const kinds = [
    ['QueueConfiguration', 'Queue'],
    ['TopicConfiguration', 'Topic'],
  ] as const;
  return {
    destinations: kinds.flatMap(([kind, field]) =>
      childrenOf(configuration, kind).map((element) => readDestination(element, field, targets)),
    ),
    ...(childrenOf(configuration, 'EventBridgeConfiguration').length === 0
      ? {}
      : { eventBridge: targets.bus(bucket) }),
  };
}

function readDestination(
  element: XmlElement,
  field: 'Queue' | 'Topic',
  targets: NotificationTargets,
): Destination {
  const arn = textOf(element, field)?.trim() ?? '';
  const queue = field === 'Queue' ? targets.queue(arn) : undefined;
  const topic = field === 'Topic' ? targets.topic(arn) : undefined;
  const target = queue !== undefined ? { queue } : topic !== undefined ? { topic } : undefined;
  if (target === undefined) {
    throw new AwsError(
      'InvalidArgument',
      'Unable to validate the following destination configurations',
      400,
      undefined,
      { fields: { ArgumentName: arn, ArgumentValue: 'The destination does not exist' } },
    );
  }
  return { target, events: eventsOf(element), ...filterOf(element) };
}

const eventsOf = (element: XmlElement): readonly string[] =>
  childrenOf(element, 'Event').map(({ text }) => text.trim());

function filterOf(element: XmlElement): { prefix: string; suffix: string } {
  const rules = childrenOf(element, 'Filter')
    .flatMap((filter) => childrenOf(filter, 'S3Key'))
    .flatMap((keys) => childrenOf(keys, 'FilterRule'));
  const valueOf = (name: string): string => {
    const rule = rules.find((one) => textOf(one, 'Name')?.trim().toLowerCase() === name);
    return rule === undefined ? '' : (textOf(rule, 'Value') ?? '');
  };
  return { prefix: valueOf('prefix'), suffix: valueOf('suffix') };
}

export function describeNotifications({ notifications }: Bucket): XmlValue {
  const { destinations, eventBridge } = notifications;
  const describe = ({ events, prefix, suffix }: Destination): { [name: string]: XmlValue } => ({
    Event: events,
    Filter: {
      S3Key: {
        FilterRule: [
          ...(prefix === '' ? [] : [{ Name: 'Prefix', Value: prefix }]),
          ...(suffix === '' ? [] : [{ Name: 'Suffix', Value: suffix }]),
        ],
      },
    },
  });
  return {
    QueueConfiguration: destinations.flatMap((destination) =>
      'queue' in destination.target
        ? [{ ...describe(destination), Queue: destination.target.queue.arn }]
        : [],
    ),
    TopicConfiguration: destinations.flatMap((destination) =>
      'topic' in destination.target
        ? [{ ...describe(destination), Topic: destination.target.topic.arn }]
        : [],
    ),
    ...(eventBridge === undefined ? {} : { EventBridgeConfiguration: {} }),
  };
}
