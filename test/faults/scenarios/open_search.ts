/** OpenSearch that is busy, full, strict, foreign, red, cut off or gone: nothing is lost, and nothing rejected for it. */
import * as z from 'zod';
import { installTemplates } from '../../../server/storage/templates';
import type { Estate } from '../estate';
import type { Stage } from '../fault_setup';
import { times, type StoreAnswer, type StoreRequest } from '../store_proxy';

const isBulk = ({ path }: StoreRequest): boolean => path === '/_bulk';

export function openSearchScenarios(stage: Stage): void {
  test('some items of a bulk request are refused as too many (429)', async () => {
    const estate = stage.estate();
    const calls = estate.calls(1_000);
    estate.log(calls.lines);
    await estate.readLogs();
    // What is refused in the answer was stored in truth: written again, it is the same document.
    stage.proxy.add(times(3, isBulk, { rewrite: refuseEveryTenth }));
    stage.collector();
    await estate.untilRead(Date.now());
    await estate.expectExactly(calls.ids);
  });

  test('whole bulk requests are refused as too many (429)', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200);
    estate.log(calls.lines);
    await estate.readLogs();
    stage.proxy.add(times(4, isBulk, { answer: { status: 429, body: '{"error":"busy","status":429}' } }));
    stage.collector();
    await estate.untilRead(Date.now());
    await estate.expectExactly(calls.ids);
  });

  test('one mapping error among a thousand records', async () => {
    const estate = stage.estate();
    const calls = estate.calls(1_000, { stepMs: 1 });
    const [odd = ''] = calls.ids;
    // A partition of ours in which a field has another type than we write: only one record has that field.
    const partition = await createPartition(stage, estate, {
      mappings: { properties: { error: { properties: { code: { type: 'long' } } } } },
    });
    estate.log(
      calls.lines.map((line, n) => (n === 0 ? { ...line, message: failedCall(line.message) } : line)),
    );
    await estate.readLogs();
    stage.collector();
    await estate.untilRead(Date.now());
    // Its content stays without it: a document was refused, not a record.
    expect((await estate.storedIds()).sort()).toEqual(calls.ids.filter((id) => id !== odd).sort());
    expect(await estate.rejectedReasons()).toEqual([['mapping']]);
    // No question over all partitions can be answered as long as one of them has another type.
    await stage.ask('DELETE', `/${partition}`);
  });

  test('the cluster has as many shards as it allows: the task pauses, and resumes when there is room', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200);
    estate.log(calls.lines);
    await setCluster(stage, { 'cluster.max_shards_per_node': 1 });
    try {
      await estate.readLogs();
      stage.collector();
      await estate.untilAttention('shard_limit');
      expect(await estate.rejected()).toEqual([]);
    } finally {
      await setCluster(stage, { 'cluster.max_shards_per_node': null });
    }
    await resumed(stage, estate, calls.ids);
  });

  test('a right is missing: the task pauses, and resumes when it is granted', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200);
    estate.log(calls.lines);
    await estate.readLogs();
    const grant = stage.proxy.add((request) => (isBulk(request) ? { answer: FORBIDDEN } : 'pass'));
    stage.collector();
    await estate.untilAttention('opensearch_forbidden');
    expect(await estate.rejected()).toEqual([]);
    grant();
    await resumed(stage, estate, calls.ids);
  });

  test('a foreign template: the task pauses, and resumes when it is gone', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200);
    estate.log(calls.lines);
    await stage.ask('PUT', '/_index_template/somebody-elses', {
      index_patterns: [`logs-*-ns${estate.accountId}-*`],
      priority: 900,
      template: { mappings: { dynamic: true } },
    });
    try {
      await estate.readLogs();
      stage.collector();
      await estate.untilAttention('foreign_template');
      expect(await estate.rejected()).toEqual([]);
    } finally {
      await stage.ask('DELETE', '/_index_template/somebody-elses');
    }
    await resumed(stage, estate, calls.ids);
  });

  test('the connection is cut in the middle of answers', async () => {
    const estate = stage.estate();
    const calls = estate.calls(400, { stepMs: 60_000, padding: 'x'.repeat(20_000) });
    estate.log(calls.lines);
    await estate.readLogs();
    let requests = 0;
    stage.proxy.add(() => (requests++ % 5 === 4 && requests < 60 ? 'cut_answer' : 'pass'));
    stage.collector();
    await estate.untilRead(Date.now(), 120_000);
    await stage.eventually('several were cut', async () => requests > 30);
    await estate.expectExactly(calls.ids);
  });

  test('a primary shard is unassigned (red)', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200, { stepMs: 1 });
    estate.log(calls.lines);
    const index = await createPartition(stage, estate, {
      settings: { 'index.routing.allocation.require._name': 'nowhere' },
    });
    let refusals = 0;
    stage.proxy.add((request) =>
      isBulk(request)
        ? {
            rewrite: (answer) => {
              if (answer.body.includes('unavailable_shards_exception')) refusals += 1;
              return answer;
            },
          }
        : 'pass',
    );
    await estate.readLogs();
    stage.collector();
    await stage.eventually('OpenSearch says so', async () => refusals > 0);
    expect(await estate.rejected()).toEqual([]);
    await stage.ask('PUT', `/${index}/_settings`, { 'index.routing.allocation.require._name': null });
    await estate.untilRead(Date.now(), 120_000);
    await estate.expectExactly(calls.ids);
  });

  test('OpenSearch is gone for a while', async () => {
    const estate = stage.estate();
    const calls = estate.calls(800, { stepMs: 60_000, padding: 'x'.repeat(40_000) });
    estate.log(calls.lines);
    await estate.readLogs();
    const collector = stage.collector();
    await estate.untilStored(1);
    await stage.withoutOpenSearch(async () => {
      await stage.eventually('it is noticed', async () => collector.status().state === 'waiting_for_store');
      estate.log([{ message: estate.call('meanwhile', Date.now()), timestamp: Date.now() }]);
    });
    await estate.untilStored(801, 120_000);
    await estate.untilRead(Date.now());
    await estate.expectExactly([...calls.ids, 'meanwhile']);
  });
}

/** Nothing was rejected for it, and everything is stored in the end. */
async function resumed(stage: Stage, estate: Estate, ids: readonly string[]): Promise<void> {
  await estate.untilRead(Date.now());
  await estate.expectExactly(ids);
  await stage.eventually('calm again', async () =>
    (await estate.tasks()).every(({ attention }) => attention === undefined),
  );
}

/** The partition of this month, made beforehand by our template and `changes`; its name. */
async function createPartition(stage: Stage, estate: Estate, changes: object): Promise<string> {
  await installTemplates(stage.store, `ns${estate.accountId}`);
  const month = new Date().toISOString().slice(0, 7).replace('-', '.');
  const index = `logs-aws_bedrock.invocation-ns${estate.accountId}-${month}`;
  await stage.ask('PUT', `/${index}?wait_for_active_shards=0`, changes);
  return index;
}

const setCluster = (stage: Stage, persistent: object): Promise<unknown> =>
  stage.ask('PUT', '/_cluster/settings', { persistent });

/** As the security plugin says it. */
const FORBIDDEN: StoreAnswer = {
  status: 403,
  body: JSON.stringify({
    error: {
      root_cause: [{ type: 'security_exception', reason: 'no permissions for [indices:data/write/bulk]' }],
      type: 'security_exception',
      reason: 'no permissions for [indices:data/write/bulk] and User [name=collector, backend_roles=[]]',
    },
    status: 403,
  }),
};

const BulkAnswer = z.looseObject({ items: z.array(z.record(z.string(), z.unknown())) });

function refuseEveryTenth({ status, body }: StoreAnswer): StoreAnswer {
  const answer = BulkAnswer.parse(JSON.parse(body));
  const items = answer.items.map((item, n) =>
    n % 10 === 0
      ? Object.fromEntries(
          Object.keys(item).map((action) => [
            action,
            { status: 429, error: { type: 'rejected_execution_exception', reason: 'queue is full' } },
          ]),
        )
      : item,
  );
  return { status, body: JSON.stringify({ ...answer, items }) };
}

/** The same call, as a failed one: the only kind that has an error code. */
const failedCall = (message: string): string =>
  JSON.stringify({ ...(JSON.parse(message) as object), errorCode: 'ThrottlingException' });
