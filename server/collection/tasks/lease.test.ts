import * as z from 'zod';
import type { OpenSearch, OpenSearchResponse } from '../../storage/opensearch';
import { Lease, LeaseLost, type RunningState } from './lease';
import { NO_COUNTS } from '../runs/run_counts';
import { steppedClock } from '../../clock.test_support';
import { type StoredTask, TaskStore } from './task_store';

const TOKEN = { owner: 'me', runId: 'run' };
const LEASE_MS = 60_000;

const held = (owner = TOKEN.owner): StoredTask => ({
  id: 'task',
  seqNo: 1,
  primaryTerm: 1,
  task: {
    integration_id: 'i',
    account_id: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 'cloudwatch_logs',
    slot: 0,
    state: 'running',
    next_run_at: 0,
    owner,
    run_id: TOKEN.runId,
    consecutive_failures: 0,
    totals: NO_COUNTS,
    runs: [],
  },
});

const Sent = z.object({ script: z.object({ params: z.record(z.string(), z.unknown()) }) });

/** A lease, and the parameters of every write of it. */
function lease(answer: (write: number) => Partial<OpenSearchResponse> & { owner?: string } = () => ({})) {
  const writes: Record<string, unknown>[] = [];
  const openSearch: OpenSearch = {
    async request({ method, body }) {
      if (method === 'POST') writes.push(Sent.parse(body).script.params);
      const { statusCode = 200, owner } = answer(writes.length);
      if (method === 'GET')
        return {
          statusCode: 200,
          body: { _id: 'task', _seq_no: 9, _primary_term: 1, _source: held(owner).task },
        };
      return {
        statusCode,
        body: {
          result: 'updated',
          _seq_no: writes.length + 1,
          _primary_term: 1,
          get: { _source: held(owner).task },
        },
      };
    },
  };
  return { lease: new Lease(new TaskStore(openSearch), held(), TOKEN, LEASE_MS), writes };
}

test('a lease is renewed at a third of its length, with what was counted meanwhile', async () => {
  const { lease: kept, writes } = lease();
  const clock = steppedClock();
  const ending = new AbortController();
  const counts = { ...NO_COUNTS, read: 3, stored: 3 };
  const done = kept.keep(
    clock,
    ending.signal,
    () => ({ counts, readUntil: 7 }),
    () => undefined,
  );
  await clock.advance(19_999);
  expect(writes).toHaveLength(0);
  await clock.advance(1);
  expect(writes).toEqual([{ owner: 'me', run_id: 'run', lease_ms: LEASE_MS, counts, read_until: 7 }]);
  await clock.advance(40_000);
  expect(writes).toHaveLength(3);
  ending.abort();
  await done;
});

test('that storing does not go on is told within seconds, and so is that it goes on again', async () => {
  const { lease: kept, writes } = lease();
  const clock = steppedClock();
  const ending = new AbortController();
  let state: RunningState = { counts: NO_COUNTS };
  const done = kept.keep(
    clock,
    ending.signal,
    () => state,
    () => undefined,
  );
  await clock.advance(4_000);
  state = { counts: NO_COUNTS, storingForMs: 10_000 };
  await clock.advance(5_000);
  expect(writes).toMatchObject([{ storing_for_ms: 10_000 }]);
  state = { counts: NO_COUNTS };
  await clock.advance(5_000);
  expect(writes).toHaveLength(2);
  expect(writes[1]).not.toHaveProperty('storing_for_ms');
  ending.abort();
  await done;
});

test('a renewal that the store could not take is tried again long before the lease runs out', async () => {
  const { lease: kept, writes } = lease((write) => ({ statusCode: write === 1 ? 503 : 200 }));
  const clock = steppedClock();
  const ending = new AbortController();
  const lost = jest.fn();
  const done = kept.keep(clock, ending.signal, () => ({ counts: NO_COUNTS }), lost);
  await clock.advance(25_000);
  expect(writes).toHaveLength(2);
  expect(lost).not.toHaveBeenCalled();
  ending.abort();
  await done;
});

test('a lease that another holds is lost, and nothing more is written', async () => {
  const { lease: kept, writes } = lease(() => ({ owner: 'another' }));
  const clock = steppedClock();
  const lost: unknown[] = [];
  const done = kept.keep(
    clock,
    new AbortController().signal,
    () => ({ counts: NO_COUNTS }),
    (error) => lost.push(error),
  );
  await clock.advance(120_000);
  await done;
  expect(lost).toEqual([expect.any(LeaseLost)]);
  expect(writes).toHaveLength(1);
});

test('after a conflict with a write of our own, whose answer was lost, it is written again', async () => {
  const { lease: kept, writes } = lease((write) => ({ statusCode: write === 1 ? 409 : 200 }));
  await kept.progress(NO_COUNTS, 2, 2);
  expect(writes).toHaveLength(2);
  expect(writes.at(-1)).toMatchObject({ checkpoint: 2, read_until: 2 });
});
