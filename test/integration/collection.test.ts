/** From a log group in AWS to documents in OpenSearch, and what happens on the way when something is wrong. */
import { startOpenSearch } from '../../dev/opensearch/node';
import {
  collectionSetup,
  createAccount,
  definitionOf,
  eventually,
  invocation,
  LOG_GROUP,
  newFolder,
  PERMISSION_LINE,
  putDefinition,
  REGION,
  removeDefinition,
  removeFolder,
  silent,
  stored,
  STREAM,
  taskOf,
} from './collection_setup';

jest.setTimeout(240_000);

const setup = collectionSetup('collection');
const { collector, collectorOf, collecting } = setup;

const putLines = (
  accountId: string,
  lines: { message: string; timestamp: number; ingestionTime?: number }[],
) =>
  setup.aws.sink.putLogEvents(
    { accountId, region: REGION },
    { group: LOG_GROUP, stream: STREAM },
    lines.map(({ message, timestamp, ingestionTime = timestamp }) => ({ message, timestamp, ingestionTime })),
  );

const requests = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
const idsIn = async (index: string) =>
  (await stored(setup.client, index)).map(({ source }) => (source.event as { id?: string }).id).sort();
const documentsOf = (accountId: string) => `logs-aws_bedrock.invocation-ns${accountId}-*`;

test('everything in the log group is stored once, or rejected with a pointer, or skipped', async () => {
  const accountId = '100000000001';
  createAccount(setup.aws, accountId);
  const now = Date.now();
  const hour = 3_600_000;
  const ids = requests(500, 'r');
  putLines(accountId, [
    { message: PERMISSION_LINE, timestamp: now - 40 * 24 * hour },
    ...ids.map((id, n) => {
      const timestamp = now - 40 * 24 * hour + n * 1.9 * hour;
      return { message: invocation(accountId, id, timestamp), timestamp };
    }),
    { message: 'secret words that are not JSON', timestamp: now - hour },
  ]);
  await collecting(accountId);
  await eventually(
    'caught up',
    async () => ((await taskOf(setup.client, accountId))?.read_until ?? 0) >= now,
  );

  expect(await idsIn(documentsOf(accountId))).toEqual([...ids].sort());
  const documents = await stored(setup.client, documentsOf(accountId));
  for (const { index, source } of documents) {
    const [year, month] = String(source['@timestamp']).split('-');
    expect(index).toBe(`logs-aws_bedrock.invocation-ns${accountId}-${year}.${month}`);
  }
  expect(documents[0]?.source).toMatchObject({
    cloud: { account: { id: accountId, name: `name-${accountId}` } },
    aws: { cloudwatch: { log_group: LOG_GROUP, log_stream: STREAM } },
  });
  expect((documents[0]?.source.event as { ingested?: string }).ingested).toMatch(/^20\d\d-/);
  const contents = await stored(setup.client, `bedrock-content-ns${accountId}-*`);
  expect(contents.map(({ id }) => id).sort()).toEqual(documents.map(({ id }) => id).sort());

  const rejected = await stored(setup.client, `logs-aws_bedrock.rejected-ns${accountId}-*`);
  expect(rejected).toHaveLength(1);
  expect(rejected[0]?.source).toMatchObject({
    bedrock: { rejected: { reasons: ['not_json'], length: 30 } },
    aws: { cloudwatch: { log_group: LOG_GROUP, log_stream: STREAM } },
  });
  expect(JSON.stringify(rejected)).not.toContain('secret words');
  expect((await taskOf(setup.client, accountId))?.totals).toMatchObject({
    stored: 500,
    rejected: 1,
    skipped: 1,
  });
});

test('events that arrive late, within the look-back, are stored too, and nothing twice', async () => {
  const accountId = '100000000002';
  createAccount(setup.aws, accountId);
  const now = Date.now();
  const early = requests(20, 'early');
  const late = requests(20, 'late');
  putLines(
    accountId,
    early.map((id, n) => ({
      message: invocation(accountId, id, now - n * 1_000),
      timestamp: now - n * 1_000,
    })),
  );
  putLines(
    accountId,
    late.map((id, n) => ({
      message: invocation(accountId, id, now - n * 2_000),
      timestamp: now - n * 2_000,
      ingestionTime: now + 3_000 + n * 100,
    })),
  );
  await collecting(accountId);
  await eventually(
    'the late ones too',
    async () => (await taskOf(setup.client, accountId))?.totals.stored === 40,
  );
  expect(await idsIn(documentsOf(accountId))).toEqual([...early, ...late].sort());
});

test('two collectors share the tasks and store nothing twice', async () => {
  const accountIds = ['100000000003', '100000000004', '100000000005'];
  const now = Date.now();
  for (const accountId of accountIds) {
    createAccount(setup.aws, accountId);
    putLines(
      accountId,
      requests(200, 'r').map((id, n) => ({
        message: invocation(accountId, id, now - n * 60_000),
        timestamp: now - n * 60_000,
      })),
    );
  }
  const pair = ['one', 'two'].map((identity) => collectorOf(accountIds, { identity }));
  await pair[0]?.sweep();
  for (const accountId of accountIds) {
    await setup.define(accountId);
  }
  for (const one of pair) one.start();
  for (const accountId of accountIds) {
    await eventually(`both ran ${accountId}`, async () => {
      const task = await taskOf(setup.client, accountId);
      return task?.totals.stored === 200 && task.runs.length >= 5;
    });
    expect(await idsIn(documentsOf(accountId))).toEqual(requests(200, 'r').sort());
    const runs = (await taskOf(setup.client, accountId))?.runs ?? [];
    // One at a time: a run starts after the one before has ended.
    for (const [n, run] of runs.entries()) {
      const before = runs[n + 1];
      if (before !== undefined) expect(run.started_at).toBeGreaterThanOrEqual(before.ended_at ?? Infinity);
    }
  }
});

test('a missing permission is named with principal, action and resource; once given, collection goes on', async () => {
  const accountId = '100000000006';
  createAccount(setup.aws, accountId);
  const now = Date.now();
  putLines(accountId, [{ message: invocation(accountId, 'r', now - 1_000), timestamp: now - 1_000 }]);
  const allow = setup.aws.faults.deny({ action: 'logs:FilterLogEvents' });
  await collecting(accountId);
  await eventually('attention', async () => (await taskOf(setup.client, accountId))?.state === 'attention');
  const task = await taskOf(setup.client, accountId);
  expect(task?.attention).toMatchObject({ code: 'access_denied' });
  expect(task?.attention?.message).toBe(
    `logs:FilterLogEvents is denied on log group ${LOG_GROUP} for arn:aws:iam::${accountId}:user/collector.`,
  );
  expect(task?.attention?.action).toContain('Allow logs:FilterLogEvents');
  allow();
  await eventually('stored', async () => (await taskOf(setup.client, accountId))?.totals.stored === 1);
  await eventually('calm', async () => (await taskOf(setup.client, accountId))?.attention === undefined);
});

test('a missing log group is named; once it is there, collection goes on', async () => {
  const accountId = '100000000007';
  createAccount(setup.aws, accountId, false);
  await collecting(accountId);
  await eventually('attention', async () => (await taskOf(setup.client, accountId))?.state === 'attention');
  expect((await taskOf(setup.client, accountId))?.attention).toMatchObject({
    code: 'not_found',
    message: `The log group ${LOG_GROUP} does not exist in ${REGION}.`,
  });
  const now = Date.now();
  setup.aws.sink.createLogGroup({ accountId, region: REGION }, { name: LOG_GROUP });
  putLines(accountId, [{ message: invocation(accountId, 'r', now), timestamp: now }]);
  await eventually('stored', async () => (await taskOf(setup.client, accountId))?.totals.stored === 1);
});

test('credentials of another account read nothing', async () => {
  const accountId = '100000000008';
  const other = '100000000009';
  createAccount(setup.aws, accountId);
  createAccount(setup.aws, other);
  const made = collector(other);
  await made.sweep();
  await setup.define(accountId, { credentials: { type: 'named', name: `keys-${other}` } });
  made.start();
  await eventually(
    'attention',
    async () => (await taskOf(setup.client, accountId))?.attention?.code === 'wrong_account',
  );
  expect(
    setup.aws.requests
      .list({ operation: 'FilterLogEvents' })
      .filter((request) => JSON.stringify(request).includes(other)),
  ).toEqual([]);
});

test('a foreign index template on our names is found before anything is written', async () => {
  const accountId = '100000000010';
  createAccount(setup.aws, accountId);
  const now = Date.now();
  putLines(accountId, [{ message: invocation(accountId, 'r', now), timestamp: now }]);
  const path = '/_index_template/somebody-elses';
  await setup.client.request({
    method: 'PUT',
    path,
    body: {
      index_patterns: [`logs-*-ns${accountId}-*`],
      priority: 900,
      template: { mappings: { dynamic: true } },
    },
  });
  await collecting(accountId);
  await eventually(
    'attention',
    async () => (await taskOf(setup.client, accountId))?.attention?.code === 'foreign_template',
  );
  expect((await taskOf(setup.client, accountId))?.attention?.message).toContain('somebody-elses');
  expect(await stored(setup.client, documentsOf(accountId))).toEqual([]);
  await setup.client.request({ method: 'DELETE', path });
  await eventually('stored', async () => (await taskOf(setup.client, accountId))?.totals.stored === 1);
});

test('a pause stops the task, a definition that is not valid is shown, a removed one is forgotten', async () => {
  const accountId = '100000000011';
  createAccount(setup.aws, accountId);
  const made = await collecting(accountId);
  await eventually(
    'a run',
    async () => (await taskOf(setup.client, accountId))?.runs[0]?.outcome === 'succeeded',
  );
  await putDefinition(setup.client, definitionOf(accountId, { intents: { paused: true } }));
  await eventually('paused', async () => (await taskOf(setup.client, accountId))?.state === 'paused');
  await putDefinition(setup.client, definitionOf(accountId, { regions: ['nowhere'] }));
  await eventually('shown', async () => {
    const { body } = await setup.client.request({
      method: 'GET',
      path: `/.bedrock-tasks/_doc/it-${accountId}:definition:-:0`,
    });
    return JSON.stringify(body).includes('invalid_definition');
  });
  expect(made.status().state).toBe('collecting');
  await removeDefinition(setup.client, `it-${accountId}`);
  await eventually('forgotten', async () => (await taskOf(setup.client, accountId)) === undefined);
});

test('OpenSearch away in mid-run: the collector says so, waits, and goes on with nothing lost', async () => {
  const accountId = '100000000012';
  createAccount(setup.aws, accountId);
  const dataDir = await newFolder('restarted');
  const first = await startOpenSearch({ dataDir });
  const warnings: string[] = [];
  const logger = { ...silent, warn: (message: string) => void warnings.push(message) };
  const now = Date.now();
  const ids = requests(600, 'r');
  putLines(
    accountId,
    ids.map((id, n) => {
      const timestamp = now - n * 60_000;
      return { message: invocation(accountId, id, timestamp, 'x'.repeat(40_000)), timestamp };
    }),
  );
  const made = collector(accountId, { openSearch: first.client, logger });
  await made.sweep();
  await putDefinition(first.client, definitionOf(accountId));
  made.start();
  await eventually(
    'under way',
    async () => ((await taskOf(first.client, accountId))?.totals.stored ?? 0) > 0,
  );
  await first.stop();
  await eventually('told', async () => made.status().state === 'waiting_for_store');
  expect(made.status().problem?.code).toBe('opensearch_unreachable');

  const again = await startOpenSearch({ dataDir, port: first.port });
  try {
    await eventually(
      'caught up',
      async () => ((await taskOf(again.client, accountId))?.read_until ?? 0) >= now,
    );
    expect(made.status().state).toBe('collecting');
    const documents = await stored(again.client, documentsOf(accountId));
    expect(documents.map(({ source }) => (source.event as { id: string }).id).sort()).toEqual(
      [...ids].sort(),
    );
    expect(warnings.filter((message) => message.startsWith('OpenSearch cannot be reached'))).toHaveLength(1);
  } finally {
    await made.stop();
    await again.stop();
    await removeFolder(dataDir);
  }
});
