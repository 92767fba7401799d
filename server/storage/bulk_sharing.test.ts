/** How bodies of several callers share requests, and how far one caller's trouble reaches. */
import type { BulkLimits } from './bulk_limits';
import { BulkWriter } from './bulk_writer';
import { bodyOf, FakeStore, type ItemFate, type RequestFate, type SentLine } from './fake_store.test_support';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Answers arrive when the test says so, oldest request first. */
function setUp(
  options: {
    limits?: Partial<BulkLimits>;
    request?: (lines: readonly SentLine[]) => RequestFate;
    item?: (line: SentLine) => ItemFate;
  } = {},
) {
  const gates: (() => void)[] = [];
  const sleeps: (() => void)[] = [];
  const store = new FakeStore({
    request: options.request ?? (() => 'answered'),
    item: options.item ?? (() => 'answered'),
    turn: () => new Promise<void>((resolve) => gates.push(resolve)),
  });
  const writer = new BulkWriter({
    openSearch: store,
    partitions: { ensure: async () => undefined, forget: () => undefined },
    clock: { now: () => 0, sleep: () => new Promise<void>((resolve) => sleeps.push(resolve)) },
    random: () => 1,
    limits: { maxBytes: 10_000, fullBytes: 5_000, maxOperations: 1_000, maxAttempts: 3, ...options.limits },
  });
  const write = (
    copies: string,
    { padding = 0, index = 'one', signal = new AbortController().signal } = {},
  ) => {
    const operations = copies
      .split(' ')
      .map((copy) => ({ id: copy, copy, ranks: { input: 0, output: 0 }, index, padding }));
    const outcome = writer.write(bodyOf(operations), signal).catch((error: unknown) => error);
    return { outcome };
  };
  const answer = async (count = 1): Promise<void> => {
    await settled();
    for (let n = 0; n < count; n += 1) {
      const gate = gates.shift();
      if (gate === undefined) throw new Error('no request is under way');
      gate();
      await settled();
    }
  };
  const wake = async (): Promise<void> => {
    for (const sleep of sleeps.splice(0)) sleep();
    await settled();
  };
  const sent = (): string[] => store.requests.map((lines) => lines.map(({ copy }) => copy).join(' '));
  return { writer, store, write, answer, wake, sent, settled };
}

test('the first body goes at once; those that come meanwhile share the next request', async () => {
  const { write, answer, sent } = setUp();
  const first = write('a');
  await settled();
  const others = [write('b c'), write('d'), write('e')];
  await settled();
  expect(sent()).toEqual(['a']);
  await answer();
  expect(await first.outcome).toEqual(['stored']);
  expect(sent()).toEqual(['a', 'b c d e']);
  await answer();
  expect(await Promise.all(others.map(({ outcome }) => outcome))).toEqual([
    ['stored', 'stored'],
    ['stored'],
    ['stored'],
  ]);
});

test('another request beside one under way needs a full batch and a store that keeps up', async () => {
  const { writer, write, answer, sent } = setUp({ limits: { maxBytes: 5_000 } });
  write('a', { padding: 4_950 });
  await settled();
  for (const copy of ['b', 'c', 'd', 'e']) write(copy, { padding: 4_950 });
  await settled();
  // Nothing is known of the store yet.
  expect(sent()).toEqual(['a']);
  await answer();
  expect(writer.stats()).toMatchObject({ concurrency: 2, inFlight: 2 });
  expect(sent()).toEqual(['a', 'b', 'c']);
  await answer();
  // What is left is a full batch too.
  expect(sent()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(writer.stats()).toMatchObject({ concurrency: 3, inFlight: 3 });
});

test('what is less than a full batch waits for its turn, however many requests are allowed', async () => {
  const { writer, write, answer, sent } = setUp({ limits: { maxBytes: 5_000 } });
  for (const copy of ['a', 'b', 'c']) write(copy, { padding: 4_950 });
  await answer();
  write('small');
  await settled();
  expect(writer.stats()).toMatchObject({ concurrency: 2, inFlight: 2 });
  await answer();
  expect(sent()).toEqual(['a', 'b', 'c']);
  await answer();
  expect(sent()).toEqual(['a', 'b', 'c', 'small']);
});

test.each<[string, RequestFate]>([
  ['says it is busy', 429],
  ['does not answer', 'unreachable'],
])('when the store %s, half as many requests go, and everybody waits', async (_what, fate) => {
  let now: RequestFate = 'answered';
  const { writer, write, answer, wake, sent } = setUp({ limits: { maxBytes: 5_000 }, request: () => now });
  for (const copy of ['a', 'b', 'c', 'd', 'e', 'f']) write(copy, { padding: 4_950 });
  await answer(2);
  expect(writer.stats()).toMatchObject({ concurrency: 3, inFlight: 3 });
  now = fate;
  await answer(3);
  // Three requests under way together that fail together are one complaint.
  expect(writer.stats()).toMatchObject({ concurrency: 1, inFlight: 0 });
  expect(sent()).toEqual(['a', 'b', 'c', 'd', 'e']);
  now = 'answered';
  await wake();
  expect(writer.stats()).toMatchObject({ inFlight: 1, retriedItems: 1 });
});

test('an operation that is busy waits alone', async () => {
  let busy = true;
  const { write, answer, wake, sent } = setUp({
    item: ({ copy }) =>
      copy === 'b' && busy ? { status: 429, type: 'rejected_execution_exception' } : 'answered',
  });
  const first = write('a b');
  await answer();
  const other = write('c');
  await answer();
  expect(await other.outcome).toEqual(['stored']);
  busy = false;
  await wake();
  await answer();
  expect(await first.outcome).toEqual(['stored', 'stored']);
  expect(sent()).toEqual(['a b', 'c', 'b']);
});

test('who gives up takes only what was not sent; neighbours in the same request are served', async () => {
  const { write, answer, sent } = setUp();
  write('a');
  await settled();
  const controller = new AbortController();
  const [leaver, stayer] = [write('b', { signal: controller.signal }), write('c')];
  await settled();
  controller.abort();
  expect(await leaver.outcome).toMatchObject({ kind: 'retry', code: 'stopped' });
  await answer(2);
  expect(await stayer.outcome).toEqual(['stored']);
  expect(sent()).toEqual(['a', 'c']);
});

test('who gives up when all is sent still learns what became of it', async () => {
  const { write, answer } = setUp();
  const controller = new AbortController();
  const leaver = write('a b', { signal: controller.signal });
  await settled();
  controller.abort();
  await answer();
  expect(await leaver.outcome).toEqual(['stored', 'stored']);
});

test('what a person has to mend ends the bodies it concerns and those that wait for the same', async () => {
  const { write, answer, sent } = setUp({
    item: ({ copy }) => (copy === 'x' ? { status: 403, type: 'security_exception' } : 'answered'),
  });
  write('a');
  await settled();
  const [refused, neighbour, mixed] = [write('x', { index: 'forbidden' }), write('b'), write('c')];
  await answer();
  const same = write('y', { index: 'forbidden' });
  const other = write('d');
  await answer();
  const failure = { kind: 'needs_person', code: 'opensearch_forbidden' };
  expect(await refused.outcome).toMatchObject(failure);
  expect(await same.outcome).toMatchObject(failure);
  expect(await neighbour.outcome).toEqual(['stored']);
  expect(await mixed.outcome).toEqual(['stored']);
  await answer();
  expect(await other.outcome).toEqual(['stored']);
  expect(sent()).toEqual(['a', 'x b c', 'd']);
});

test.each([
  [401, 'opensearch_unauthorised', true],
  [403, 'opensearch_forbidden', true],
  // What is wrong with one request need not be wrong with the next.
  [400, 'opensearch_refused', false],
])(
  'a request refused with %s (%s) ends its bodies; those that wait as well: %s',
  async (status, code, everybody) => {
    let fate: RequestFate = status;
    const { write, answer } = setUp({ request: () => fate });
    const first = write('a');
    await settled();
    const waiting = write('b');
    await answer();
    expect(await first.outcome).toMatchObject({ kind: 'needs_person', code });
    fate = 'answered';
    if (!everybody) await answer();
    expect(await waiting.outcome).toEqual(everybody ? expect.objectContaining({ code }) : ['stored']);
    // And it is no state of the writer: who comes later is served.
    const later = write('c');
    await answer();
    expect(await later.outcome).toEqual(['stored']);
  },
);

test('what a proxy refuses as too large is learned', async () => {
  const { writer, write, answer, store } = setUp({
    limits: { maxBytes: 2_000_000, fullBytes: 2_000_000 },
    request: (lines) => (lines.length > 4 ? 413 : 'answered'),
  });
  const eight = Array.from({ length: 8 }, (_, n) => `copy${n}`).join(' ');
  const first = write(eight, { padding: 200_000 });
  await answer(3);
  expect(await first.outcome).toHaveLength(8);
  const again = write(eight.replaceAll('copy', 'next'), { padding: 200_000 });
  await answer(2);
  expect(await again.outcome).toHaveLength(8);
  expect(store.requests.map((lines) => lines.length)).toEqual([8, 4, 4, 4, 4]);
  expect(writer.stats()).toMatchObject({ requests: 5, inFlight: 0 });
});

test('an answer that is none ends the bodies of its request, and no other', async () => {
  let fate: RequestFate = 'malformed';
  const { write, answer } = setUp({ request: () => fate });
  const first = write('a');
  await settled();
  const waiting = write('b');
  await answer();
  fate = 'answered';
  await answer();
  expect(await first.outcome).toBeInstanceOf(TypeError);
  expect(await waiting.outcome).toEqual(['stored']);
});

test('a single body is sent as it lies in memory', async () => {
  const sent: unknown[] = [];
  const body = bodyOf([{ id: 'a', copy: 'a', ranks: { input: 0, output: 0 }, index: 'one', padding: 10 }]);
  const writer = new BulkWriter({
    openSearch: {
      request: async ({ ndjson }) => {
        sent.push(ndjson);
        return { statusCode: 200, body: { items: [{ create: { status: 201 } }] } };
      },
    },
    partitions: { ensure: async () => undefined, forget: () => undefined },
    clock: { now: () => 0, sleep: async () => undefined },
    random: () => 0,
  });
  await writer.write(body, new AbortController().signal);
  const [only] = sent;
  expect(Buffer.isBuffer(only) && only.buffer === body.bytes.buffer).toBe(true);
  expect(writer.stats()).toMatchObject({ requests: 1, bytes: body.bytes.length, retriedItems: 0 });
});

test('a record that comes again and again is compared once, until a copy comes that says more', async () => {
  const { writer, store, answer } = setUp();
  const arrive = async (rank: number): Promise<unknown> => {
    const ranks = { input: rank, output: rank };
    const outcome = writer.write(
      bodyOf([{ id: 'a', copy: `rank ${rank}`, ranks, index: 'one', padding: 0 }]),
      new AbortController().signal,
    );
    const comparisons = store.comparisons;
    await answer();
    if (store.comparisons > comparisons) await answer();
    if (writer.stats().inFlight > 0) await answer();
    return [...(await outcome), store.comparisons];
  };
  expect(await arrive(2)).toEqual(['stored', 0]);
  expect(await arrive(2)).toEqual(['already_stored', 1]);
  expect(await arrive(2)).toEqual(['already_stored', 1]);
  expect(await arrive(1)).toEqual(['already_stored', 1]);
  expect(await arrive(3)).toEqual(['enriched', 2]);
  expect(await arrive(2)).toEqual(['already_stored', 2]);
  expect(await arrive(3)).toEqual(['already_stored', 3]);
  expect(await arrive(3)).toEqual(['already_stored', 3]);
});
