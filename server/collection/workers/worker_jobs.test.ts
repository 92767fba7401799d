import { gzipSync } from 'node:zlib';
import { FlightRecorder } from './flight_recorder';
import { CONTEXT, inputOf, PLACEMENT } from './in_process_pool.test_support';
import { FIRST_ATTEMPT, type FromWorker, type ToWorker } from './transform_protocol';
import type { Transform } from './transform_job';
import { WorkerJobs } from './worker_jobs';

/** Both ends of a worker without a thread. */
function worker(transform?: Transform) {
  const sent: FromWorker[] = [];
  const recorder = new FlightRecorder();
  const seen: unknown[] = [];
  const jobs = new WorkerJobs(
    (message) => sent.push(message),
    (text, given) => {
      if (transform) return transform(text, given);
      const { namespace } = given;
      seen.push(new FlightRecorder(recorder.memory).last);
      return {
        status: 'indexed',
        dataset: 'invocation',
        id: text,
        timestamp: 0,
        document: { namespace, fill: 'x'.repeat(600_000) },
      };
    },
    recorder,
  );
  const tell = async (...messages: ToWorker[]) => {
    for (const message of messages) jobs.receive(message);
    // Whatever needs no further message has happened when a few turns of the event loop brought nothing new.
    for (let quiet = 0, before = sent.length; quiet < 20; before = sent.length) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      quiet = sent.length === before ? quiet + 1 : 0;
    }
    return sent.splice(0);
  };
  const start = (job: number, input: Parameters<typeof inputOf>[0], context = 1): ToWorker => ({
    kind: 'start',
    context,
    start: {
      job,
      placement: PLACEMENT,
      input: inputOf(input),
      fetchBodies: true,
      askModels: true,
      attempt: FIRST_ATTEMPT,
    },
  });
  return { jobs, recorder, seen, tell, start };
}

const context = (id: number, namespace: string, forgetOthers = false): ToWorker => ({
  kind: 'context',
  id,
  forgetOthers,
  context: { ...CONTEXT, namespace },
});
const kinds = (messages: readonly FromWorker[]) => messages.map(({ kind }) => kind);
const lines = (from: number, count: number) =>
  Buffer.from(Array.from({ length: count }, (_, n) => `line ${from + n}\n`).join(''));

test('a piece is sent at once, the next when one was taken; a chunk is asked for when there is room again', async () => {
  const { jobs, tell, start } = worker();
  expect(kinds(await tell(context(1, 'n'), start(7, { chunks: [lines(1, 5)] })))).toEqual(['piece']);
  const taken: ToWorker = { kind: 'taken', job: 7 };
  expect(kinds(await tell(taken))).toEqual(['piece', 'need']);
  expect(await tell({ kind: 'chunk', job: 7, bytes: lines(6, 1) })).toEqual([]);
  expect(kinds(await tell(taken))).toEqual(['piece', 'need']);
  expect(await tell({ kind: 'chunk', job: 7 })).toEqual([]);
  expect(await tell(taken)).toMatchObject([{ kind: 'piece', last: true, piece: { through: 6 } }]);
  expect(jobs.size).toBe(0);
});

test.each([
  ['its next chunk', { chunks: [lines(1, 1)] }, 'need'],
  ['room for a piece', { bytes: gzipSync(lines(1, 9)) }, 'piece'],
  ['a body', { texts: ['{"input":{"inputBodyS3Path":"p"}}'] }, 'fetch'],
])('an aborted job that waits for %s leaves nothing behind', async (_what, input, waits) => {
  const { jobs, recorder, tell, start } = worker();
  expect(kinds(await tell(context(1, 'n'), start(1, input)))).toEqual([waits]);
  expect(jobs.size).toBe(1);
  expect(recorder.last).toBeUndefined();
  expect(await tell({ kind: 'abort', job: 1 })).toEqual([]);
  expect(jobs.size).toBe(0);
  // What was under way when it was aborted finds nobody.
  expect(
    await tell(
      { kind: 'chunk', job: 1, bytes: lines(1, 1) },
      { kind: 'taken', job: 1 },
      { kind: 'body', job: 1, request: 1, answer: 'left' },
      { kind: 'abort', job: 1 },
    ),
  ).toEqual([]);
});

test('each job has the context it names, also when others have been forgotten', async () => {
  const { tell, start } = worker();
  const texts = ['a', 'b', 'c', 'd'];
  await tell(context(1, 'first'), start(1, { texts }));
  const [piece] = await tell(context(2, 'second', true), start(2, { texts: ['z'] }, 2));
  expect(piece).toMatchObject({ kind: 'piece', job: 2 });
  expect(JSON.stringify(piece?.kind === 'piece' && Buffer.from(piece.piece.body.bytes).toString())).toContain(
    'second',
  );
  const [rest] = await tell({ kind: 'taken', job: 1 });
  expect(JSON.stringify(rest?.kind === 'piece' && Buffer.from(rest.piece.body.bytes).toString())).toContain(
    'first',
  );
  expect(await tell(start(3, { texts }, 1))).toEqual([{ kind: 'failed', job: 3, error: 'TypeError' }]);
});

test('the flight recorder says which record is worked on, and nothing while everybody waits', async () => {
  const { recorder, seen, tell, start } = worker();
  await tell(context(1, 'n'), start(5, { texts: ['a', 'b'] }));
  expect(seen).toEqual([
    { job: 5, number: 1 },
    { job: 5, number: 2 },
  ]);
  expect(recorder.last).toBeUndefined();
});

test('nothing but pieces says anything of what a record holds', async () => {
  const canary = 'canary';
  const { tell, start } = worker((text) => {
    if (text.includes('bug')) throw Object.assign(new TypeError(text), { cause: text });
    if (text.includes('deep')) throw new RangeError(text);
    return text.includes('reject')
      ? { status: 'rejected', reasons: ['not_json'] }
      : { status: 'skipped', reason: 'noise' };
  });
  const texts = ['reject', 'deep', 'skip'].map((fate) => `${fate} ${canary}`);
  const sent = [
    ...(await tell(context(1, 'n'), start(1, { texts }), start(2, { texts: [`bug ${canary}`] }))),
    ...(await tell(start(3, { bytes: gzipSync(texts.join('\n')).subarray(0, 30) }))),
    ...(await tell(start(4, { chunks: [Buffer.from(texts.join('\n'))] }))),
    ...(await tell({ kind: 'abort', job: 4 })),
  ];
  expect(kinds(sent).sort()).toEqual(['failed', 'need', 'piece', 'piece']);
  const said = sent.map((message) =>
    message.kind === 'piece'
      ? JSON.stringify(message) + Buffer.from(message.piece.body.bytes).toString()
      : JSON.stringify(message),
  );
  expect(said.join()).not.toContain(canary);
});
