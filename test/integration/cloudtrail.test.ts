/**
 * From a trail to documents: events of Bedrock alone, of the integration's account and regions alone, each once
 * however often and by however many ways it is delivered; what people wrote only where content is kept.
 */
import { gzipSync } from 'node:zlib';
import { INDEX_PATTERN } from '../../common/plugin';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import type { Collector } from '../../server/collection/collector';
import {
  builtWorker,
  collectorFor,
  createAccount,
  definitionOf,
  invocation,
  LOG_GROUP,
  putDefinition,
  REGION,
  removeFolder,
  STREAM,
  stored,
} from './collection_setup';
import { testNode } from './test_node';

jest.setTimeout(240_000);

const TRAIL_GROUP = '/trail/one';
const SECOND_GROUP = '/trail/two';
const OTHER_REGION = 'eu-central-1';
const SENTENCE = 'what people asked of it';

const store = testNode('cloudtrail');
let aws: LocalAws;
let workerPath: string;
let folder: string;
const collectors: Collector[] = [];

beforeAll(async () => {
  ({ workerPath, folder } = await builtWorker());
  aws = await startLocalAws({ port: 0 });
});
afterEach(async () => {
  await Promise.all(collectors.splice(0).map((collector) => collector.stop()));
});
afterAll(async () => {
  await aws?.stop();
  await removeFolder(folder);
});

const eventOf = (accountId: string, id: string, changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${accountId}:assumed-role/app/session`,
      accountId,
    },
    eventTime: new Date(Date.now() - 120_000).toISOString(),
    eventSource: 'bedrock.amazonaws.com',
    eventName: 'Converse',
    awsRegion: REGION,
    sourceIPAddress: '2001:db8::7',
    requestParameters: { modelId: 'anthropic.claude-3-haiku-20240307-v1:0', messages: SENTENCE },
    requestID: `request-${id}`,
    eventID: `event-${id}`,
    readOnly: true,
    managementEvent: true,
    recipientAccountId: accountId,
    ...changes,
  });

function write(accountId: string, group: string, messages: readonly string[], stream = 'trail'): void {
  aws.sink.putLogEvents(
    { accountId, region: REGION },
    { group, stream },
    messages.map((message) => ({
      timestamp: Date.now() - 120_000,
      ingestionTime: Date.now() - 60_000,
      message,
    })),
  );
}

/** Reads everything once, by a collector of its own. */
async function readOnce(definition: Record<string, unknown>, accountId: string): Promise<void> {
  const collector = collectorFor({ aws, openSearch: store.client, workerPath, accountIds: [accountId] });
  collectors.push(collector);
  await collector.sweep();
  await collector.settled();
  await putDefinition(store.client, definition);
  for (const { attention, error } of await collector.runOnce([String(definition.id)])) {
    expect(attention).toBeUndefined();
    expect(error).toBeUndefined();
  }
  await collector.stop();
}

interface TrailDocument {
  readonly event: { readonly id: string; readonly dataset: string };
  readonly aws: { readonly cloudtrail: { readonly request_id: string } };
  readonly cloud: { readonly region: string };
}
const documents = async (accountId: string): Promise<TrailDocument[]> =>
  (await stored(store.client, `logs-aws_bedrock.cloudtrail-ns${accountId}-*`)).map(
    ({ source }) => source as unknown as TrailDocument,
  );
const ids = async (accountId: string): Promise<string[]> =>
  (await documents(accountId)).map(({ event }) => event.id).sort();

function createTrail(accountId: string): void {
  createAccount(aws, accountId);
  for (const name of [TRAIL_GROUP, SECOND_GROUP])
    aws.sink.createLogGroup({ accountId, region: REGION }, { name });
}

const trail = (settings: Record<string, unknown> = {}) => ({
  source: 'cloudwatch_logs',
  log_group_name_prefix: '/trail/',
  latency: 0,
  ...settings,
});

test('events of Bedrock are stored, each once, beside the invocations that they are of', async () => {
  const accountId = '310000000001';
  createTrail(accountId);
  write(accountId, LOG_GROUP, [invocation(accountId, 'request-1', Date.now() - 120_000)], STREAM);
  const events = ['1', '2', '3'].map((id) => eventOf(accountId, id));
  const others = [
    eventOf(accountId, 's3', { eventSource: 's3.amazonaws.com' }),
    eventOf(accountId, 'elsewhere', { awsRegion: 'ap-south-1' }),
    eventOf(accountId, 'theirs', { recipientAccountId: '999999999999' }),
    'no event',
  ];
  // Delivered twice to one group, and by another trail to a second one.
  write(accountId, TRAIL_GROUP, [...events, ...others, ...events]);
  write(accountId, SECOND_GROUP, [...events.slice(1), eventOf(accountId, '4')]);
  const definition = definitionOf(accountId, {
    content: 'full',
    streams: {
      invocation_logs: { source: 'cloudwatch_logs', log_group_name: LOG_GROUP, latency: 0 },
      cloudtrail: trail(),
    },
  });
  await readOnce(definition, accountId);
  await readOnce(definition, accountId);

  expect(await ids(accountId)).toEqual(['event-1', 'event-2', 'event-3', 'event-4']);
  const [invoked] = await stored(store.client, `logs-aws_bedrock.invocation-ns${accountId}-*`);
  const requests = (await documents(accountId)).map((one) => one.aws.cloudtrail.request_id);
  expect(requests).toContain((invoked?.source.event as { id: string }).id);

  const found = await stored(store.client, `bedrock-content-ns${accountId}-*`);
  const datasets = found.map(({ source }) => (source.event as { dataset: string }).dataset).sort();
  expect(datasets).toEqual([...Array<string>(4).fill('aws_bedrock.cloudtrail'), 'aws_bedrock.invocation']);
  expect(JSON.stringify(await documents(accountId))).not.toContain(SENTENCE);

  // An address is one to OpenSearch, too.
  const { body } = await store.client.request({
    method: 'POST',
    path: `/${INDEX_PATTERN.cloudtrail}/_count`,
    body: {
      query: {
        bool: {
          filter: [{ term: { 'source.ip': '2001:db8::/32' } }, { term: { 'cloud.account.id': accountId } }],
        },
      },
    },
  });
  expect(body).toMatchObject({ count: 4 });
});

test('in mode none nothing that people wrote is kept', async () => {
  const accountId = '310000000002';
  createTrail(accountId);
  write(accountId, TRAIL_GROUP, [eventOf(accountId, '1')]);
  await readOnce(definitionOf(accountId, { content: 'none', streams: { cloudtrail: trail() } }), accountId);
  expect(await ids(accountId)).toEqual(['event-1']);
  const { body } = await store.client.request({
    method: 'POST',
    path: '/*/_search',
    body: { query: { query_string: { query: '"what people asked"' } } },
  });
  expect(body).toMatchObject({ hits: { hits: [] } });
  expect(await stored(store.client, `bedrock-content-ns${accountId}-*`)).toEqual([]);
});

test('a trail of all regions is read once, in its home region, for every region of the integration', async () => {
  const accountId = '310000000003';
  createTrail(accountId);
  write(accountId, TRAIL_GROUP, [
    eventOf(accountId, '1'),
    eventOf(accountId, '2', { awsRegion: OTHER_REGION }),
    eventOf(accountId, '3', { awsRegion: 'ap-south-1' }),
  ]);
  const regions = [OTHER_REGION, REGION];
  await readOnce(
    definitionOf(accountId, { regions, streams: { cloudtrail: trail({ home_region: REGION }) } }),
    accountId,
  );
  expect((await documents(accountId)).map(({ cloud }) => cloud.region).sort()).toEqual(regions);
});

test('what was there before the integration is read by a backfill', async () => {
  const accountId = '310000000004';
  createTrail(accountId);
  write(accountId, TRAIL_GROUP, [eventOf(accountId, '1')]);
  const now = Date.now();
  const at = (time: number) => new Date(Math.floor(time / 1_000) * 1_000).toISOString();
  await readOnce(
    definitionOf(accountId, {
      streams: { cloudtrail: trail({ start_position: 'end' }) },
      intents: { paused: false, backfills: [{ id: 'past', from: at(now - 3_600_000), to: at(now) }] },
    }),
    accountId,
  );
  expect(await ids(accountId)).toEqual(['event-1']);
});

/** A log file of a trail in its bucket. */
function putLogFile(
  accountId: string,
  bucket: string,
  {
    id,
    at,
    events,
    kind = 'CloudTrail',
  }: { id: string; at: number; events: readonly string[]; kind?: string },
): void {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const name = `${accountId}_${kind}_${REGION}_${date.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z_${id}.json.gz`;
  aws.sink.putObject(
    { accountId, region: REGION },
    {
      bucket,
      key: `AWSLogs/${accountId}/${kind}/${REGION}/${date.replaceAll('-', '/')}/${name}`,
      body: gzipSync(`{"Records":[${events.join(',')}]}`),
      contentType: 'application/json',
      lastModified: at,
    },
  );
}

const HOUR = 3_600_000;

test('from a bucket by a queue and by listing, and from the log group: the same events, each once', async () => {
  const accountId = '310000000005';
  createTrail(accountId);
  const place = { accountId, region: REGION };
  const bucket = 'trail-both';
  aws.sink.createBucket(place, { name: bucket });
  const queue = aws.sink.createQueue(place, { name: 'trail' });
  aws.sink.configureNotifications(place, bucket, { notify: { arn: queue.arn } });
  const now = Date.now();
  const events = ['1', '2', '3'].map((id) => eventOf(accountId, id));
  putLogFile(accountId, bucket, { id: 'a', at: now - 26 * HOUR, events: events.slice(0, 1) });
  putLogFile(accountId, bucket, {
    id: 'b',
    at: now - 60_000,
    events: [...events, eventOf(accountId, 's3', { eventSource: 's3.amazonaws.com' })],
  });
  // The same file again, as SQS may tell of it twice, and what is no log file.
  putLogFile(accountId, bucket, { id: 'b', at: now - 60_000, events });
  putLogFile(accountId, bucket, {
    id: 'c',
    at: now - 60_000,
    events: [eventOf(accountId, 'digest')],
    kind: 'CloudTrail-Digest',
  });
  write(accountId, TRAIL_GROUP, events);
  const shared = { path_style: true };
  const ways = [
    {
      source: 's3_notifications',
      queue_url: queue.url,
      buckets: [bucket],
      slots: 1,
      wait_time: 0,
      ...shared,
    },
    { source: 's3_listing', bucket_arn: `arn:aws:s3:::${bucket}`, ...shared },
    trail(),
  ];
  for (const [n, cloudtrail] of ways.entries()) {
    const id = `it-${accountId}-${n}`;
    await readOnce(definitionOf(accountId, { id, streams: { cloudtrail } }), accountId);
    expect(await ids(accountId)).toEqual(['event-1', 'event-2', 'event-3']);
  }
});

test('a bucket alone is enough, live and for the past', async () => {
  const accountId = '310000000006';
  createTrail(accountId);
  const bucket = 'trail-listed';
  aws.sink.createBucket({ accountId, region: REGION }, { name: bucket });
  const now = Date.now();
  putLogFile(accountId, bucket, { id: 'old', at: now - 40 * HOUR, events: [eventOf(accountId, 'old')] });
  putLogFile(accountId, bucket, { id: 'new', at: now - 60_000, events: [eventOf(accountId, 'new')] });
  const cloudtrail = {
    source: 's3_listing',
    bucket_arn: `arn:aws:s3:::${bucket}`,
    path_style: true,
    start_timestamp: new Date(now).toISOString(),
  };
  await readOnce(definitionOf(accountId, { streams: { cloudtrail } }), accountId);
  expect(await ids(accountId)).toEqual(['event-new']);
  const past = {
    id: 'past',
    from: new Date(now - 45 * HOUR).toISOString(),
    to: new Date(now - 30 * HOUR).toISOString(),
  };
  const intents = { paused: false, backfills: [past] };
  await readOnce(definitionOf(accountId, { streams: { cloudtrail }, intents }), accountId);
  expect(await ids(accountId)).toEqual(['event-new', 'event-old']);
});
