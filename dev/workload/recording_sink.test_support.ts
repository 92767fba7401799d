/** An AWS that only remembers what was put into it. */
import type { AwsSink, LogEvent, MetricDatum, Place } from '../aws/sink';

export interface Recorded {
  readonly events: (LogEvent & Place & { group: string })[];
  readonly objects: (Place & { bucket: string; key: string; body: Buffer; lastModified: number })[];
  readonly datums: (MetricDatum & Place)[];
  readonly roles: { roleArn: string; externalId?: string; trustedAccountIds: readonly string[] }[];
  readonly buckets: string[];
  readonly notified: { bucket: string; arn: string }[];
  readonly topics: { arn: string; subscribedQueueArns: readonly string[] }[];
}

export function recordingSink(): { readonly sink: AwsSink; readonly recorded: Recorded } {
  const recorded: Recorded = {
    events: [],
    objects: [],
    datums: [],
    roles: [],
    buckets: [],
    notified: [],
    topics: [],
  };
  const arn = (service: string, { region, accountId }: Place, name: string) =>
    `arn:aws:${service}:${region}:${accountId}:${name}`;
  const sink: AwsSink = {
    createRole: (role) => void recorded.roles.push(role),
    createAccessKey: () => undefined,
    linkAccounts: () => undefined,
    createLogGroup: () => undefined,
    createQueue: (place, { name }) => ({
      url: `http://queue.invalid/${place.accountId}/${name}`,
      arn: arn('sqs', place, name),
    }),
    createTopic(place, { name, subscribedQueueArns }) {
      const topic = { arn: arn('sns', place, name), subscribedQueueArns };
      recorded.topics.push(topic);
      return topic;
    },
    createEventRule: () => undefined,
    createBucket: (_place, { name }) => void recorded.buckets.push(name),
    createModelResource: (place, { type, id }) => ({ arn: arn('bedrock', place, `${type}/${id}`) }),
    configureNotifications(_place, bucket, { notify }) {
      if (notify) recorded.notified.push({ bucket, arn: notify.arn });
    },
    putLogEvents: (place, { group }, events) =>
      void recorded.events.push(...events.map((event) => ({ ...event, ...place, group }))),
    putObject: (place, object) => void recorded.objects.push({ ...object, ...place }),
    putMetricData: (place, data) =>
      void recorded.datums.push(...data.map((datum) => ({ ...datum, ...place }))),
  };
  return { sink, recorded };
}
