import { ACCOUNTS, COLLECTOR } from './estate/accounts';
import { CANARY, PERMISSION_LINE, provision } from './provision';
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

test('each place is told of with its group, and with its queue where it delivers to S3', () => {
  const { sink } = recordingSink();
  const places = provision(sink, AT);
  expect(places.map(({ accountId, region }) => `${accountId} ${region}`)).toEqual(
    ACCOUNTS.flatMap(({ id, places: all }) => all.map(({ region }) => `${id} ${region}`)),
  );
  for (const { bucket, queueUrl, logGroup } of places) {
    expect(logGroup).toMatch(/^\/aws\/bedrock\//);
    expect(queueUrl === undefined).toBe(bucket === undefined);
  }
});

test('one account notifies its queues directly, one through topics', () => {
  const { sink, recorded } = recordingSink();
  provision(sink, AT);
  const services = new Set(recorded.notified.map(({ arn }) => arn.split(':')[2]));
  expect(services).toEqual(new Set(['sqs', 'sns']));
  for (const { subscribedQueueArns } of recorded.topics) expect(subscribedQueueArns).toHaveLength(1);
});

test('switching logging on leaves a line that is no record and an empty object, nothing else', () => {
  const { sink, recorded } = recordingSink();
  const places = provision(sink, AT);
  expect(recorded.events.map(({ message }) => message)).toEqual(places.map(() => PERMISSION_LINE));
  expect(recorded.objects).toHaveLength(places.filter(({ bucket }) => bucket !== undefined).length);
  for (const { key, body } of recorded.objects) {
    expect(key.endsWith(`/${CANARY}`)).toBe(true);
    expect(body).toHaveLength(0);
  }
});
