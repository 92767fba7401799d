import * as z from 'zod';
import { IntegrationDefinition } from '../../../common/integrations/definition';
import type { Clock } from '../../clock';
import { needsPerson, retryLater } from '../../failure';
import type { Batch, Source } from '../../sources/source';
import { BulkWriter } from '../../storage/bulk_writer';
import { bodyOf, FakeStore } from '../../storage/fake_store.test_support';
import type { OpenSearch } from '../../storage/opensearch';
import { ActiveRun } from './active_run';
import { Lease } from '../tasks/lease';
import { MetricsRecorder } from '../metrics_recorder';
import { NO_COUNTS } from './run_counts';
import { DEFAULT_RETRY_POLICY } from '../tasks/retry_policy';
import { runTask } from './run_task';
import { type SteppedClock, steppedClock } from '../../clock.test_support';
import type { RunnableTask } from '../tasks/task_plan';
import { TaskStore } from '../tasks/task_store';
import type { RunWork } from './task_work';

const definition = IntegrationDefinition.parse({
  id: 'i',
  name: 'i',
  account: { id: '111122223333' },
  regions: ['us-east-1'],
  streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
});
const planned: RunnableTask = {
  id: 'i:invocation_logs:us-east-1:0',
  integrationId: 'i',
  accountId: '111122223333',
  region: 'us-east-1',
  stream: 'invocation_logs',
  source: 'cloudwatch_logs',
  slot: 0,
  work: { kind: 'live' },
  definitionVersion: '1:1',
  wanted: 'run',
  definition,
  streamName: 'invocation_logs',
};
const context = {
  namespace: 'default',
  contentMode: 'none' as const,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};

const Sent = z.object({ script: z.object({ params: z.record(z.string(), z.unknown()) }) });

/** A run of `work`, and what was written into its task. */
function run(work: RunWork, clock: Clock, drainMs = 5_000) {
  const writes: Record<string, unknown>[] = [];
  const task = {
    integration_id: 'i',
    account_id: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 'cloudwatch_logs',
    slot: 0,
    state: 'running' as const,
    next_run_at: 0,
    owner: 'me',
    run_id: 'run',
    consecutive_failures: 0,
    totals: NO_COUNTS,
    runs: [],
  };
  const tasks: OpenSearch = {
    async request({ body }) {
      writes.push(Sent.parse(body).script.params);
      return {
        statusCode: 200,
        body: { result: 'updated', _seq_no: writes.length, _primary_term: 1, get: { _source: task } },
      };
    },
  };
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const metrics = new MetricsRecorder(clock);
  const stored = { id: planned.id, seqNo: 0, primaryTerm: 1, task };
  const active = new ActiveRun(
    planned,
    new Lease(new TaskStore(tasks), stored, { owner: 'me', runId: 'run' }, 60_000),
    context,
    {
      work,
      clock,
      random: () => 1,
      logger: { debug: () => undefined, info: log, warn: log, error: log },
      metrics,
      retryPolicy: DEFAULT_RETRY_POLICY,
      drainMs,
    },
  );
  return { active, writes, logged, metrics };
}

/** One batch that a queue would give, stored by what the test puts behind it. */
const working =
  (clock: Clock, storeBatch: (aborting: AbortSignal) => Promise<void>, batch: Batch<unknown> = {}): RunWork =>
  async (_planned, lease, _context, { stopping, aborting }, observe) => {
    const source: Source<unknown> = {
      parseCheckpoint: () => undefined,
      async *read() {
        yield batch;
      },
    };
    const ended = await runTask(
      { source, concurrency: 2, checkpoint: undefined },
      stopping,
      {
        async storeBatch() {
          await storeBatch(aborting);
          return { ...NO_COUNTS, read: 1, stored: 1 };
        },
        save: (counts, checkpoint, readUntil) => lease.progress(counts, checkpoint, readUntil),
        clock,
        shouldYield: () => false,
      },
      observe,
    );
    return { ended, intervalMs: 60_000 };
  };

/** As a partition without a primary does: each request is answered after a minute, in vain. */
function writerToRedPartition(clock: SteppedClock) {
  let isRed = true;
  const store = new FakeStore({
    request: () => 'answered',
    item: () => (isRed ? { status: 503, type: 'unavailable_shards_exception' } : 'answered'),
    turn: () => clock.sleep(isRed ? 60_000 : 0),
  });
  const partitions = { ensure: async () => undefined, forget: () => undefined };
  const writer = new BulkWriter({ openSearch: store, partitions, clock, random: () => 1 });
  const operation = { id: 'a', copy: 'a', ranks: { input: 0, output: 0 }, index: 'x', padding: 0 };
  return {
    write: async (signal: AbortSignal) => void (await writer.write(bodyOf([operation]), signal)),
    mend: () => (isRed = false),
  };
}

test('while a partition is red, the task says within a quarter of a minute that storing does not go on', async () => {
  const clock = steppedClock();
  const red = writerToRedPartition(clock);
  const { active, writes } = run(working(clock, red.write), clock);
  await clock.advance(9_000);
  expect(active.storingForMs).toBeUndefined();
  expect(writes).toEqual([]);
  await clock.advance(6_000);
  expect(active.storingForMs).toBe(15_000);
  expect(writes).toHaveLength(1);
  expect(writes[0]?.storing_for_ms).toBeGreaterThanOrEqual(10_000);

  red.mend();
  await clock.advance(120_000);
  expect(await active.done).toMatchObject({ finish: { outcome: 'succeeded', counts: { stored: 1 } } });
  expect(active.storingForMs).toBeUndefined();
});

test('after a stop, what is under way may finish for a while', async () => {
  const clock = steppedClock();
  const { active, writes, metrics } = run(
    working(clock, () => clock.sleep(3_000)),
    clock,
  );
  await clock.advance(1_000);
  active.stop();
  await clock.advance(2_000);
  expect(await active.done).toMatchObject({ finish: { outcome: 'stopped', counts: { stored: 1 } } });
  expect(writes.at(-1)).toMatchObject({ outcome: 'stopped', state: 'waiting', delay_ms: 0 });
  expect(metrics.snapshot().tasks).toMatchObject([
    { running: false, totals: { stored: 1 }, lastRun: { outcome: 'stopped', durationMs: 3_000 } },
  ]);
});

test('and is then given up, and let go of', async () => {
  const clock = steppedClock();
  const released: string[] = [];
  const never = (aborting: AbortSignal) =>
    new Promise<void>((_resolve, reject) =>
      aborting.addEventListener('abort', () => reject(retryLater('stopped', 'stopping'))),
    );
  const batch = { release: async ({ code }: { code: string }) => (released.push(code), 'end_run' as const) };
  const { active } = run(working(clock, never, batch), clock, 5_000);
  await clock.advance(1_000);
  active.stop();
  await clock.advance(4_999);
  expect(released).toEqual([]);
  await clock.advance(1);
  expect(await active.done).toMatchObject({ finish: { outcome: 'stopped', counts: { stored: 0 } } });
  expect(released).toEqual(['stopped']);
});

test('what needs a person is in the task, in the log once, and counted by its code', async () => {
  const clock = steppedClock();
  const denied = needsPerson('access_denied', 'logs:FilterLogEvents is denied.', 'Allow it.');
  const { active, writes, logged, metrics } = run(() => Promise.reject(denied), clock);
  expect(await active.done).toMatchObject({ more: true, finish: { outcome: 'attention' } });
  expect(writes.at(-1)).toMatchObject({ state: 'attention', attention: { code: 'access_denied' } });
  expect(logged).toEqual([`${planned.id}: logs:FilterLogEvents is denied. Allow it.`]);
  expect(metrics.snapshot().failures).toEqual({ access_denied: 1 });
});

test('a run that let go of all it read has failed, and is repeated less and less often', async () => {
  const clock = steppedClock();
  const busy = retryLater('opensearch_busy', 'OpenSearch is too busy.');
  const batch = { release: async () => 'go_on' as const };
  const { active, metrics } = run(
    working(clock, () => Promise.reject(busy), batch),
    clock,
  );
  expect(await active.done).toMatchObject({
    finish: { outcome: 'retry', consecutiveFailures: 1, delayMs: 5_000, error: 'OpenSearch is too busy.' },
  });
  expect(metrics.snapshot().failures).toEqual({ opensearch_busy: 1 });
});
