/**
 * What becomes of tasks while definitions change and several collectors share them, against a real OpenSearch. What
 * a run reads is made up here; everything that decides when it runs, and whether, is real.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { TaskDocument } from '../../common/integrations/task';
import { TASKS_INDEX } from '../../common/plugin';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { needsPerson, retryLater } from '../../server/failure';
import { type Clock, systemClock } from '../../server/clock';
import { MetricsRecorder } from '../../server/collection/metrics_recorder';
import { DEFAULT_RETRY_POLICY } from '../../server/collection/tasks/retry_policy';
import { runOnce, type TaskSummary } from '../../server/collection/run_once';
import { Runner } from '../../server/collection/runner';
import type { ClaimDependencies } from '../../server/collection/tasks/task_claims';
import { TaskRuns } from '../../server/collection/runs/task_runs';
import { TaskStore } from '../../server/collection/tasks/task_store';
import type { RunWork } from '../../server/collection/runs/task_work';
import {
  eventually,
  newFolder,
  putDefinition,
  removeDefinition,
  removeFolder,
  silent,
} from './collection_setup';

jest.setTimeout(240_000);

let node: OpenSearchNode;
let dataDir: string;
const runners: Runner[] = [];
const definitions = new Set<string>();

beforeAll(async () => {
  dataDir = await newFolder('lifecycle');
  node = await startOpenSearch({ dataDir });
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  for (const id of definitions) await removeDefinition(node.client, id);
  definitions.clear();
});

afterAll(async () => {
  await node?.stop();
  await removeFolder(dataDir);
});

interface Engine {
  readonly clock?: Clock;
  readonly seats?: number;
  readonly leaseMs?: number;
}

function claimsOf(work: RunWork, { clock = systemClock, leaseMs = 2_000 }: Engine): ClaimDependencies {
  const runs = new TaskRuns({
    work,
    clock,
    random: Math.random,
    logger: silent,
    metrics: new MetricsRecorder(clock),
    retryPolicy: { ...DEFAULT_RETRY_POLICY, retry: { baseMs: 50, maxMs: 100 } },
    drainMs: 1_000,
  });
  return { tasks: new TaskStore(node.client), runs, owner: randomUUID(), newRunId: randomUUID, leaseMs };
}

function collector(work: RunWork, engine: Engine = {}): Runner {
  const { clock = systemClock, seats = 8, leaseMs = 2_000 } = engine;
  const runner = new Runner({
    openSearch: node.client,
    claims: claimsOf(work, engine),
    clock,
    random: Math.random,
    logger: silent,
    metrics: new MetricsRecorder(clock),
    settings: {
      maxConcurrentTasks: seats,
      pollIntervalMs: 100,
      leaseMs,
      stopWithinMs: 5_000,
      sweepBackoff: { baseMs: 100, maxMs: 500 },
    },
  });
  runners.push(runner);
  return runner;
}

const logs = { source: 'cloudwatch_logs', log_group_name: '/bedrock' };
const queue = (slots: number) => ({
  source: 's3_notifications',
  queue_url: 'https://sqs.us-east-1.amazonaws.com/111122223333/bedrock',
  buckets: ['logs'],
  slots,
});

async function define(id: string, changes: Record<string, unknown> = {}): Promise<void> {
  definitions.add(id);
  await putDefinition(node.client, {
    id,
    name: id,
    account: { id: '111122223333' },
    regions: ['us-east-1'],
    streams: { invocation_logs: logs },
    ...changes,
  });
}

/** Tasks of an integration as they stand now, by the part of their id behind stream and region. */
async function tasksOf(integrationId: string): Promise<Map<string, TaskDocument>> {
  await node.client.request({ method: 'POST', path: `/${TASKS_INDEX}/_refresh` });
  const { body } = await node.client.request({
    method: 'POST',
    path: `/${TASKS_INDEX}/_search`,
    body: { size: 100, query: { term: { integration_id: integrationId } } },
  });
  return new Map(
    Hits.parse(body).hits.hits.map(({ _id, _source }) => [_id.split(':').slice(3).join(':'), _source]),
  );
}
const Hits = z.object({
  hits: z.object({ hits: z.array(z.object({ _id: z.string(), _source: TaskDocument })) }),
});

const idle: RunWork = async () => ({ ended: 'caught_up', intervalMs: 3_600_000 });
const sleep = (ms: number) => systemClock.sleep(ms);

test('collectors whose clocks differ by an hour share a task: one run at a time, and none is lost', async () => {
  const skewed = (byMs: number): Clock => ({ now: () => Date.now() + byMs, sleep: systemClock.sleep });
  const going = new Set<string>();
  let atOnce = 0;
  let runs = 0;
  const work =
    (name: string): RunWork =>
    async (_planned, lease, _context, _signals, observe) => {
      going.add(name);
      atOnce = Math.max(atOnce, going.size);
      runs += 1;
      const reached = z.optional(z.number()).parse(lease.task.checkpoint) ?? 0;
      // Longer than a lease, now and then: it is renewed, and no clock but the store's says when it runs out.
      await sleep(runs % 6 === 0 ? 2_500 : 50);
      const counts = { read: 1, stored: 1, already_stored: 0, enriched: 0, rejected: 0, skipped: 0 };
      await lease.progress(counts, reached + 1, 0);
      observe({ counts, readUntil: 0, waitingSince: undefined, letGo: undefined });
      going.delete(name);
      return { ended: 'caught_up', intervalMs: 0 };
    };
  const pair = [
    collector(work('ahead'), { clock: skewed(3_600_000) }),
    collector(work('behind'), { clock: skewed(-3_600_000) }),
  ];
  await pair[0]?.sweep();
  await define('skewed');
  for (const one of pair) one.start();
  await eventually('enough runs', async () => runs >= 14);
  await Promise.all(pair.map((one) => one.stop()));
  const task = (await tasksOf('skewed')).get('0');
  expect(atOnce).toBe(1);
  expect(task?.checkpoint).toBe(runs);
  expect(task?.totals).toMatchObject({ read: runs, stored: runs });
  const owners = new Set(task?.runs.map(({ owner }) => owner));
  expect(owners.size).toBe(2);
  expect(task?.runs.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
});

test('a queue has as many tasks as slots; those that are too many go when it gets fewer', async () => {
  const runner = collector(idle);
  await runner.sweep();
  await define('queue', { streams: { invocation_logs: queue(3) } });
  runner.start();
  const slots = async () => [...(await tasksOf('queue')).keys()].sort();
  await eventually('three slots', async () => (await slots()).join() === '0,1,2');
  await define('queue', { streams: { invocation_logs: queue(1) } });
  await eventually('one slot', async () => (await slots()).join() === '0');
});

test('a backfill runs beside live collection, stays with its result, and goes when nobody asks for it', async () => {
  const spans: string[] = [];
  const work: RunWork = async ({ work: backfill }, lease) => {
    if (backfill.kind === 'live') return { ended: 'caught_up', intervalMs: 100 };
    spans.push(`${backfill.from}-${backfill.to}`);
    const counts = { read: 5, stored: 5, already_stored: 0, enriched: 0, rejected: 0, skipped: 0 };
    const reached = z.optional(z.number()).parse(lease.task.checkpoint) ?? backfill.from;
    const next = Math.min(backfill.to, reached + (backfill.to - backfill.from) / 2);
    await lease.progress(counts, next, next - 1);
    return { ended: next < backfill.to ? 'more' : 'caught_up', intervalMs: 100 };
  };
  const runner = collector(work);
  await runner.sweep();
  const july = { id: 'july', from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00Z' };
  await define('past', { intents: { backfills: [july] } });
  runner.start();
  const backfill = async () => (await tasksOf('past')).get('backfill:july');
  await eventually('done', async () => (await backfill())?.state === 'done');
  expect(await backfill()).toMatchObject({
    backfill: { id: 'july', from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 7, 1) },
    read_until: Date.UTC(2026, 7, 1) - 1,
    runs: [{ outcome: 'succeeded' }, { outcome: 'succeeded' }],
  });

  // Whatever else is asked of the integration, what is done stays done.
  await define('past', { intents: { backfills: [july], run_now_at: Date.now() } });
  const live = async () => (await tasksOf('past')).get('0');
  await eventually('live ran again', async () => (await live())?.run_now_handled !== undefined);
  expect(spans).toHaveLength(2);

  // Another span under the same name is another backfill.
  const june = { id: 'july', from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z' };
  await define('past', { intents: { backfills: [june] } });
  await eventually('the other span', async () => (await backfill())?.read_until === Date.UTC(2026, 6, 1) - 1);
  await eventually('done again', async () => (await backfill())?.state === 'done');
  expect(spans).toHaveLength(4);

  await define('past');
  await eventually('gone', async () => (await backfill()) === undefined);
  expect(await live()).toBeDefined();
});

test('a pause holds everything, backfills in mid-run too; they go on where they stood', async () => {
  const work: RunWork = async ({ work: backfill }, lease, _context, { stopping }) => {
    if (backfill.kind === 'live') return { ended: 'caught_up', intervalMs: 100 };
    const counts = { read: 1, stored: 1, already_stored: 0, enriched: 0, rejected: 0, skipped: 0 };
    const reached = z.optional(z.number()).parse(lease.task.checkpoint) ?? 0;
    await lease.progress(counts, reached + 1, backfill.from + reached);
    await systemClock.sleep(60_000, stopping);
    return { ended: 'stopped', intervalMs: 0 };
  };
  const runner = collector(work);
  await runner.sweep();
  const backfills = [{ id: 'b', from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00Z' }];
  await define('held', { intents: { backfills } });
  runner.start();
  const states = async () => [...(await tasksOf('held')).values()].map(({ state }) => state);
  const checkpoint = async () => (await tasksOf('held')).get('backfill:b')?.checkpoint;
  await eventually('under way', async () => (await checkpoint()) === 1);
  await define('held', { intents: { paused: true, backfills } });
  await eventually('held', async () => (await states()).every((state) => state === 'paused'));
  await define('held', { intents: { backfills } });
  await eventually('goes on', async () => (await checkpoint()) === 2);
});

test('what a person wants at once runs at once, every task of the integration', async () => {
  const ran: string[] = [];
  const work: RunWork = async ({ id }) => {
    ran.push(id);
    return { ended: 'caught_up', intervalMs: 3_600_000 };
  };
  const runner = collector(work);
  await runner.sweep();
  await define('asked', { streams: { invocation_logs: queue(2) } });
  runner.start();
  await eventually('both once', async () => ran.length === 2);
  await define('asked', { streams: { invocation_logs: queue(2) }, intents: { run_now_at: Date.now() } });
  await eventually('both again', async () => ran.length === 4);
  await sleep(500);
  expect(ran.slice().sort()).toEqual([
    'asked:invocation_logs:us-east-1:0',
    'asked:invocation_logs:us-east-1:0',
    'asked:invocation_logs:us-east-1:1',
    'asked:invocation_logs:us-east-1:1',
  ]);
});

test('more tasks than seats: everybody gets a turn, and one that always fails holds up nobody', async () => {
  const ran = new Map<string, number>();
  let atOnce = 0;
  let most = 0;
  const work: RunWork = async ({ id, integrationId }) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    ran.set(id, (ran.get(id) ?? 0) + 1);
    await sleep(20);
    atOnce -= 1;
    if (integrationId === 'fails') throw new RangeError('always');
    return { ended: integrationId === 'busy' ? 'more' : 'caught_up', intervalMs: 0 };
  };
  const runner = collector(work, { seats: 2 });
  await runner.sweep();
  await define('busy', { streams: { invocation_logs: queue(4) } });
  await define('fails');
  await define('quiet');
  runner.start();
  await eventually('several turns for all', async () =>
    ['busy:invocation_logs:us-east-1:3', 'quiet:invocation_logs:us-east-1:0'].every(
      (id) => (ran.get(id) ?? 0) >= 3,
    ),
  );
  expect(most).toBeLessThanOrEqual(2);
  expect(ran.get('fails:invocation_logs:us-east-1:0')).toBe(1);
  const counts = [...ran].filter(([id]) => !id.startsWith('fails')).map(([, times]) => times);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(4);
});

describe('once', () => {
  const once = (work: RunWork, ids?: readonly string[], leaseMs = 2_000): Promise<TaskSummary[]> =>
    runOnce(ids, {
      ...claimsOf(work, { leaseMs }),
      openSearch: node.client,
      clock: systemClock,
      maxConcurrentTasks: 4,
    });
  const counts = (stored: number) => ({
    read: stored,
    stored,
    already_stored: 0,
    enriched: 0,
    rejected: 0,
    skipped: 0,
  });
  const told = (summaries: readonly TaskSummary[]) =>
    summaries.map(({ task, outcome, counts: { stored } }) => [task.id, outcome, stored]);

  test('every task is run until it is read up to now, and its counts are summed up', async () => {
    let runs = 0;
    const work: RunWork = async ({ slot }, _lease, _context, _signals, observe) => {
      observe({ counts: counts(10), readUntil: undefined, waitingSince: undefined, letGo: undefined });
      runs += 1;
      return { ended: slot === 0 && runs < 5 ? 'more' : 'caught_up', intervalMs: 3_600_000 };
    };
    await collector(idle).sweep();
    await define('once', { streams: { invocation_logs: queue(2) } });
    await define('paused', { intents: { paused: true } });
    await define('not-asked');
    const summaries = told(await once(work, ['once', 'paused']));
    expect(summaries).toEqual([
      ['once:invocation_logs:us-east-1:0', 'caught_up', (runs - 1) * 10],
      ['once:invocation_logs:us-east-1:1', 'caught_up', 10],
      ['paused:invocation_logs:us-east-1:0', 'paused', 0],
    ]);
    // Again, although neither is due for an hour.
    expect(told(await once(idle, ['once'])).map(([, outcome]) => outcome)).toEqual([
      'caught_up',
      'caught_up',
    ]);
  });

  test('what passes is tried again, what needs a person is told, and what keeps failing has failed', async () => {
    let tries = 0;
    const work: RunWork = async ({ integrationId }) => {
      if (integrationId === 'denied') throw needsPerson('access_denied', 'denied', 'Allow it.');
      if (integrationId === 'broken') throw retryLater('throttled', 'AWS throttles.');
      tries += 1;
      if (tries < 3) throw retryLater('throttled', 'AWS throttles.');
      return { ended: 'caught_up', intervalMs: 0 };
    };
    await collector(idle).sweep();
    for (const id of ['broken', 'denied', 'passing']) await define(id);
    const summaries = await once(work, ['broken', 'denied', 'passing']);
    expect(summaries).toMatchObject([
      { outcome: 'failed', error: 'AWS throttles.' },
      { outcome: 'attention', attention: { code: 'access_denied', action: 'Allow it.' } },
      { outcome: 'caught_up' },
    ]);
  });

  test('a lease that a killed collector left behind is waited for', async () => {
    await collector(idle).sweep();
    await define('left');
    const killed = claimsOf(idle, { leaseMs: 3_000 });
    expect(told(await once(idle, ['left']))).toHaveLength(1);
    const task = await killed.tasks.read('left:invocation_logs:us-east-1:0');
    if (task === undefined) throw new Error('no task');
    const request = { leaseMs: 3_000, atOnce: true, definitionVersion: '1:1', source: 'cloudwatch_logs' };
    expect(await killed.tasks.claim(task, { ...request, owner: 'killed', runId: 'r' })).toBeDefined();
    expect(told(await once(idle, ['left'], 10_000))).toEqual([
      ['left:invocation_logs:us-east-1:0', 'caught_up', 0],
    ]);
  });

  test('a task that another collector goes on running is left to it', async () => {
    let end: () => void = () => undefined;
    const goingOn = new Promise<void>((resolve) => (end = resolve));
    const runner = collector(async () => {
      await goingOn;
      return { ended: 'caught_up', intervalMs: 0 };
    });
    await runner.sweep();
    await define('busy');
    await runner.sweep();
    await eventually('taken', async () => {
      await runner.sweep();
      return (await tasksOf('busy')).get('0')?.state === 'running';
    });
    expect(told(await once(idle, ['busy'], 1_000))).toEqual([
      ['busy:invocation_logs:us-east-1:0', 'elsewhere', 0],
    ]);
    end();
  });
});
