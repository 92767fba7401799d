/** The past of an integration, read once beside its live collection: what it costs is looked at before anything is written. */
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { TaskDocument } from '../../common/integrations/task';
import { TASKS_INDEX } from '../../common/plugin';
import { askForSpan, removeSpan } from '../../server/collection/definitions/intents';
import {
  collectionSetup,
  createAccount,
  eventually,
  invocation,
  LOG_GROUP,
  REGION,
  stored,
  STREAM,
} from './collection_setup';

jest.setTimeout(240_000);

const setup = collectionSetup('backfill');
const { collecting } = setup;

async function taskOf(accountId: string, rest: string): Promise<TaskDocument | undefined> {
  const id = `it-${accountId}:invocation_logs:${REGION}:${rest}`;
  const { statusCode, body } = await setup.client.request({
    method: 'GET',
    path: `/${TASKS_INDEX}/_doc/${id}`,
  });
  return statusCode === 200
    ? TaskDocument.parse(z.object({ _source: z.unknown() }).parse(body)._source)
    : undefined;
}

async function limitShards(perNode: number | null): Promise<void> {
  await setup.client.request({
    method: 'PUT',
    path: '/_cluster/settings',
    body: { persistent: { 'cluster.max_shards_per_node': perNode } },
  });
}

const idsOf = async (accountId: string) =>
  (await stored(setup.client, `logs-aws_bedrock.invocation-ns${accountId}-*`))
    .map(({ source }) => (source.event as { id?: string }).id)
    .sort();

/** For whoever waits: a partition that is just being made cannot be searched yet. */
const idsSoFar = (accountId: string) => idsOf(accountId).catch(() => ['not searchable yet']);

const HOUR = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();

test('of a queue: objects that nobody told of are read from the bucket, each hour of the span, while new ones arrive', async () => {
  const accountId = '300000000001';
  const place = { accountId, region: REGION };
  createAccount(setup.aws, accountId);
  const queue = setup.aws.sink.createQueue(place, { name: 'objects' });
  const bucket = `logs-${accountId}`;
  const to = Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR;
  const from = to - 6 * HOUR;
  const put = (id: string, at: number) => {
    const [date = '', time = ''] = iso(at).split('T');
    const name = `${date.replaceAll('-', '')}T${time.replace(/[:.]/g, '')}_${id.padStart(16, '0')}.json.gz`;
    const key = `AWSLogs/${accountId}/BedrockModelInvocationLogs/${REGION}/${date.replaceAll('-', '/')}/${time.slice(0, 2)}/${name}`;
    setup.aws.sink.putObject(place, {
      bucket,
      key,
      body: gzipSync(`${invocation(accountId, id, at)}\n`),
      contentType: 'application/json',
      lastModified: at,
    });
  };
  // Before the queue hears of anything.
  setup.aws.sink.createBucket(place, { name: bucket });
  const past = Array.from({ length: 6 }, (_, hour) => `a${hour}`);
  for (const [hour, id] of past.entries()) put(id, from + hour * HOUR + 60_000);
  put('b0', from - 2 * HOUR);
  setup.aws.sink.configureNotifications(place, bucket, { notify: { arn: queue.arn } });

  await collecting(accountId, {
    streams: {
      invocation_logs: {
        source: 's3_notifications',
        queue_url: queue.url,
        buckets: [bucket],
        path_style: true,
        slots: 2,
        wait_time: 1,
      },
    },
  });
  put('c1', Date.now());
  await eventually('the live one', async () => (await idsSoFar(accountId)).join() === 'c1');
  await askForSpan(setup.client, `it-${accountId}`, 'backfill', { id: 'day', from: iso(from), to: iso(to) });
  await eventually('done', async () => (await taskOf(accountId, 'backfill:day'))?.state === 'done');
  put('c2', Date.now());
  await eventually('all', async () => (await idsSoFar(accountId)).join() === [...past, 'c1', 'c2'].join());
  const backfill = await taskOf(accountId, 'backfill:day');
  expect(backfill).toMatchObject({ totals: { read: 6, stored: 6, rejected: 0 }, source: 's3_notifications' });
  expect(backfill?.read_until).toBeGreaterThanOrEqual(to - 1);
});

test('more partitions than there is room for are refused, with the next step; once there is room, it goes on', async () => {
  const accountId = '300000000002';
  createAccount(setup.aws, accountId);
  const to = Date.now() - HOUR;
  const from = to - 40 * 24 * HOUR;
  const ids = ['first', 'last'];
  setup.aws.sink.putLogEvents(
    { accountId, region: REGION },
    { group: LOG_GROUP, stream: STREAM },
    ids.map((id, n) => {
      const timestamp = n === 0 ? from + HOUR : to - HOUR;
      return { timestamp, ingestionTime: timestamp, message: invocation(accountId, id, timestamp) };
    }),
  );
  await limitShards(15);
  try {
    await collecting(accountId, {
      streams: {
        invocation_logs: {
          source: 'cloudwatch_logs',
          log_group_name: LOG_GROUP,
          start_position: 'end',
          scan_frequency: 1,
          latency: 0,
        },
      },
    });
    await askForSpan(setup.client, `it-${accountId}`, 'backfill', {
      id: 'weeks',
      from: iso(from),
      to: iso(to),
    });
    await eventually(
      'refused',
      async () => (await taskOf(accountId, 'backfill:weeks'))?.state === 'attention',
    );
    expect((await taskOf(accountId, 'backfill:weeks'))?.attention).toMatchObject({
      code: 'shard_room',
      message: expect.stringMatching(
        /^\d+ new partitions would bring the cluster to \d+ of the 15 shards it allows/,
      ),
      action: expect.stringContaining('shorter time'),
    });
    expect(await idsOf(accountId)).toEqual([]);
    // Live collection goes on beside it.
    expect((await taskOf(accountId, '0'))?.attention).toBeUndefined();
  } finally {
    await limitShards(null);
  }
  await eventually('done', async () => (await taskOf(accountId, 'backfill:weeks'))?.state === 'done');
  expect(await idsOf(accountId)).toEqual(ids);
  await removeSpan(setup.client, `it-${accountId}`, 'backfill', 'weeks');
  await eventually('gone', async () => (await taskOf(accountId, 'backfill:weeks')) === undefined);
  expect(await idsOf(accountId)).toEqual(ids);
});
