import { ACCOUNTS, COLLECTOR } from './estate/accounts';
import { CANARY, PERMISSION_LINE, provision, startNotifications } from './provision';
import { recordingSink } from './recording_sink.test_support';

const AT = Date.parse('2026-11-15T00:00:00Z');

test('every account has a reader role that only the collector may assume', () => {
  const { sink, recorded } = recordingSink();
  provision(sink, AT);
  expect(recorded.roles.map(({ roleArn }) => roleArn)).toEqual(
    ACCOUNTS.map(({ id }) => `arn:aws:iam::${id}:role/BedrockObservabilityReader`),
  );
  for (const { externalId, trustedAccountIds } of recorded.roles) {
    expect(externalId).toMatch(/^harbour-observability-/);
    expect(trustedAccountIds).toEqual([COLLECTOR.accountId]);
  }
});

test('each place is told of with every way to read it', () => {
  const { sink } = recordingSink();
  const places = provision(sink, AT);
  expect(places.map(({ accountId, region }) => `${accountId} ${region}`)).toEqual(
    ACCOUNTS.flatMap(({ id, places: all }) => all.map(({ region }) => `${id} ${region}`)),
  );
  const ways = places.map(({ deliveries }) => deliveries.map(({ source }) => source).join(' and '));
  expect(new Set(ways)).toEqual(
    new Set(['cloudwatch_logs', 's3_notifications', 's3_listing', 'cloudwatch_logs and s3_notifications']),
  );
  for (const delivery of places.flatMap(({ deliveries }) => deliveries)) {
    if (delivery.source === 'cloudwatch_logs') expect(delivery.logGroup).toMatch(/^\/aws\/bedrock\//);
    if (delivery.source === 's3_notifications') expect(delivery.queueUrl).toMatch(/^http:.*[a-z]$/);
  }
});

test('queues are told of objects only once notifications start: one by S3 itself, one through a topic', () => {
  const { sink, recorded } = recordingSink();
  provision(sink, AT);
  expect(recorded.notified).toEqual([]);
  startNotifications(sink, AT);
  const services = recorded.notified.map(({ arn }) => arn.split(':')[2]);
  expect(services.sort()).toEqual(['sns', 'sqs']);
  for (const { bucket } of recorded.notified) expect(recorded.buckets).toContain(bucket);
  for (const { subscribedQueueArns } of recorded.topics) expect(subscribedQueueArns).toHaveLength(1);
});

test('switching logging on leaves a line that is no record and an empty object, nothing else', () => {
  const { sink, recorded } = recordingSink();
  const places = provision(sink, AT);
  startNotifications(sink, AT);
  const groups = places.filter(({ deliveries }) =>
    deliveries.some(({ source }) => source === 'cloudwatch_logs'),
  );
  expect(recorded.events.map(({ message }) => message)).toEqual(groups.map(() => PERMISSION_LINE));
  expect(new Set(recorded.objects.map(({ bucket }) => bucket))).toEqual(new Set(recorded.buckets));
  for (const { key, body } of recorded.objects) {
    expect(key.endsWith(`/${CANARY}`)).toBe(true);
    expect(body).toHaveLength(0);
  }
});
