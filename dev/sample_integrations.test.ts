import { sampleAccounts } from './sample_estate';
import { sampleIntegrations } from './sample_integrations';

const integrations = sampleIntegrations(
  { accounts: sampleAccounts('http://127.0.0.1:4566') },
  'full',
  Date.UTC(2026, 10, 22, 15),
);

test('every place of the estate is read, each way of delivery by an integration of its own', () => {
  const read = integrations.map(({ id, regions, streams }) => [
    id,
    regions.join(' '),
    streams.invocation_logs?.source,
  ]);
  expect(read).toEqual([
    ['sample-111122223333', 'us-east-1', 'cloudwatch_logs'],
    ['sample-111122223333-2', 'eu-central-1', 's3_notifications'],
    ['sample-444455556666', 'eu-central-1', 'cloudwatch_logs'],
    ['sample-444455556666-2', 'us-west-2', 's3_listing'],
    ['sample-444455556666-3', 'eu-central-1', 's3_notifications'],
    ['sample-777788889999', 'us-east-1', 'cloudwatch_logs'],
  ]);
  expect(new Set(integrations.map(({ name }) => name)).size).toBe(integrations.length);
});

test('the metrics of each account and region are read once, some days back', () => {
  const read = integrations.flatMap(({ account, regions, streams }) =>
    streams.metrics === undefined ? [] : regions.map((region) => `${account.id} ${region}`),
  );
  const places = integrations.flatMap(({ account, regions }) =>
    regions.map((region) => `${account.id} ${region}`),
  );
  expect(read).toHaveLength(new Set(read).size);
  expect(new Set(read)).toEqual(new Set(places));
  expect(integrations[0]?.streams.metrics).toMatchObject({ start_position: '2026-11-20T00:00:00.000Z' });
});

test('each names what it may touch', () => {
  const settings = integrations.map(({ streams }) => streams.invocation_logs);
  expect(settings[0]).toMatchObject({
    log_group_name: '/aws/bedrock/modelinvocations',
    offloaded_buckets: ['harbour-bedrock-logs-111122223333-us-east-1'],
  });
  expect(settings[1]).toMatchObject({
    queue_url: 'http://127.0.0.1:4566/111122223333/bedrock-invocation-logs',
    buckets: ['harbour-bedrock-logs-111122223333-eu-central-1'],
  });
  expect(settings[3]).toMatchObject({
    bucket_arn: 'arn:aws:s3:::harbour-bedrock-logs-444455556666-us-west-2',
    bucket_list_prefix: 'bedrock/',
  });
});
