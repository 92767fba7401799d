/**
 * Whatever OpenSearch answers, in whatever order, and whoever gives up meanwhile: every body ends, every operation
 * of a body that succeeds has exactly one outcome, and that outcome is true.
 */
import fc from 'fast-check';
import { saysMore } from './body_ranks';
import { type OperationOutcome, BulkWriter } from './bulk_writer';
import {
  bodyOf,
  FakeStore,
  type ItemFate,
  type RequestFate,
  type SentLine,
  type TestOperation,
} from './fake_store.test_support';

// Many rounds, also on a busy machine.
jest.setTimeout(120_000);

const INDICES = ['one', 'two'];
const POISON = 'poison';
const MAX_BYTES = 8_000;
const MAX_OPERATIONS = 5;
const MAX_CONCURRENCY = 3;

const rank = fc.integer({ min: 0, max: 3 });
const operation = fc.record({
  // Few ids, so that copies meet.
  id: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e') },
    { weight: 1, arbitrary: fc.constant(POISON) },
  ),
  ranks: fc.record({ input: rank, output: rank }),
  index: fc.constantFrom(...INDICES),
  padding: fc.integer({ min: 0, max: 4_000 }),
  hasContent: fc.boolean(),
});
type TestRecord = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** Operations of one body; content stands before its document. */
const operationsOf = (body: number, records: readonly TestRecord[]): TestOperation[] =>
  records.flatMap(({ hasContent, ...one }, record) => {
    const document: TestOperation = { ...one, copy: `${body}.${record}`, part: 'document', record };
    const content: TestOperation = {
      ...document,
      copy: `${body}.${record} content`,
      part: 'content',
      index: `${one.index} content`,
    };
    return hasContent ? [content, document] : [document];
  });
const bodies = fc.array(
  fc.record({
    operations: fc.array(operation, { maxLength: 8 }),
    abort: fc.oneof(
      { weight: 4, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

const requestFate: fc.Arbitrary<RequestFate> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<RequestFate>('answered') },
  { weight: 4, arbitrary: fc.constantFrom<RequestFate>('lost', 'unreachable', 429, 503, 413) },
  { weight: 1, arbitrary: fc.constantFrom<RequestFate>(401, 400, 'malformed') },
);
const itemFate: fc.Arbitrary<ItemFate> = fc.oneof(
  { weight: 14, arbitrary: fc.constant<ItemFate>('answered') },
  {
    weight: 4,
    arbitrary: fc.constantFrom<ItemFate>(
      { status: 429, type: 'rejected_execution_exception' },
      { status: 503, type: 'unavailable_shards_exception' },
      { status: 404, type: 'index_not_found_exception' },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<ItemFate>(
      { status: 403, type: 'security_exception' },
      { status: 429, type: 'cluster_block_exception' },
    ),
  },
);

/** Outcomes after which an operation may not be sent again. */
const isFinal = (line: SentLine, status: number): boolean =>
  status === 201 || status === 400 || status === 403 || (line.action === 'update' && status === 200);

test('every body ends, and every outcome is true', async () => {
  await fc.assert(
    fc.asyncProperty(
      bodies,
      fc.scheduler(),
      fc.infiniteStream(requestFate),
      fc.infiniteStream(itemFate),
      async (given, scheduler, requestFates, itemFates) => {
        const ended = new Set<string>();
        const violations: string[] = [];
        const conflicts = new Set<string>();
        const poisoned = new Set<string>();
        const created: string[] = [];
        const next = <T>(stream: fc.Stream<T>): T => {
          const { value } = stream.next() as IteratorYieldResult<T>;
          return value;
        };
        const store = new FakeStore(
          {
            sent: (lines, bytes) => {
              for (const { action, copy } of lines)
                if (ended.has(copy)) violations.push(`${action} ${copy} after its end`);
              if (bytes > MAX_BYTES && lines.length > 1) violations.push(`${bytes} bytes`);
            },
            request: () => next(requestFates),
            item: (line) =>
              poisoned.has(line.copy) ? { status: 400, type: 'mapper_parsing_exception' } : next(itemFates),
            turn: () => scheduler.schedule(Promise.resolve(), 'answer'),
          },
          (line, { status }) => {
            if (isFinal(line, status)) ended.add(line.copy);
            if (status === 201) created.push(line.copy);
            if (line.action === 'create' && status === 409) conflicts.add(line.copy);
          },
        );
        const writer = new BulkWriter({
          openSearch: store,
          partitions: { ensure: async () => undefined, forget: () => undefined },
          clock: { now: () => 0, sleep: async () => scheduler.schedule(Promise.resolve(), 'sleep') },
          random: () => 0.5,
          limits: {
            maxBytes: MAX_BYTES,
            maxOperations: MAX_OPERATIONS,
            fullBytes: 5_000,
            maxConcurrency: MAX_CONCURRENCY,
            maxAttempts: 4,
          },
        });
        const writes = given.map(async ({ operations, abort }, body) => {
          const own = operationsOf(body, operations);
          for (const { id, copy } of own) if (id === POISON) poisoned.add(copy);
          const controller = new AbortController();
          if (abort) void scheduler.schedule(Promise.resolve(), 'abort').then(() => controller.abort());
          await scheduler.schedule(Promise.resolve(), 'write');
          const outcomes = await writer.write(bodyOf(own), controller.signal).finally(() => {
            for (const { copy } of own) ended.add(copy);
          });
          return { own, outcomes };
        });
        const results = await scheduler.waitFor(Promise.allSettled(writes));

        expect(violations).toEqual([]);
        expect(store.mostInFlight).toBeLessThanOrEqual(MAX_CONCURRENCY);
        for (const result of results) {
          if (result.status === 'rejected') continue;
          const { own, outcomes } = result.value;
          expect(outcomes).toHaveLength(own.length);
          for (const [n, one] of own.entries()) expectTrue(one, outcomes[n], store);
        }
        // What was answered last leaves nothing behind.
        await scheduler.waitIdle();
        expect(writer.stats()).toMatchObject({ inFlight: 0 });
        expect(new Set(created).size).toBe(created.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('without a fault two collectors send each operation once, and again only to replace a poorer copy', async () => {
  const totallyOrdered = operation.map(({ ranks, ...rest }) => ({
    ...rest,
    ranks: { input: ranks.input, output: ranks.input },
  }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(totallyOrdered, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
      fc.scheduler(),
      async (given, scheduler) => {
        const store = new FakeStore({
          request: () => 'answered',
          item: () => 'answered',
          turn: () => scheduler.schedule(Promise.resolve(), 'answer'),
        });
        const collectors = [1, 2].map(
          () =>
            new BulkWriter({
              openSearch: store,
              partitions: { ensure: async () => undefined, forget: () => undefined },
              clock: { now: () => 0, sleep: () => Promise.reject(new Error('nothing to wait for')) },
              random: () => 0.5,
              limits: { maxBytes: MAX_BYTES, maxOperations: MAX_OPERATIONS, fullBytes: 5_000 },
            }),
        );
        const all = given.map((records, body) => operationsOf(body, records));
        const outcomes = await scheduler.waitFor(
          Promise.all(
            all.map(async (own, n) => {
              await scheduler.schedule(Promise.resolve(), 'write');
              const collector = collectors[n % collectors.length];
              return (await collector?.write(bodyOf(own), new AbortController().signal)) ?? [];
            }),
          ),
        );
        await scheduler.waitIdle();
        const flat = all.flat().map((one, n) => ({ ...one, outcome: outcomes.flat()[n] }));
        for (const [key, kept] of store.documents) {
          const copies = flat.filter(({ index, id }) => `${index}/${id}` === key);
          expect(copies.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
          expect(kept.ranks.input).toBe(Math.max(...copies.map(({ ranks }) => ranks.input)));
        }
        const sends = store.requests.flat().map(({ action, copy }) => `${action} ${copy}`);
        expect(new Set(sends).size).toBe(sends.length);
        expect(sends.filter((send) => send.startsWith('create'))).toHaveLength(flat.length);
        const replaced = flat.filter(({ outcome }) => outcome === 'enriched');
        for (const { copy } of replaced) expect(sends).toContain(`update ${copy}`);
        const stats = collectors.map((collector) => collector.stats());
        expect(stats).toMatchObject(collectors.map(() => ({ retriedItems: 0, inFlight: 0 })));
        expect(stats.reduce((sum, { requests }) => sum + requests, 0)).toBe(store.requests.length);
      },
    ),
    { numRuns: 200 },
  );
});

function expectTrue(operation: TestOperation, outcome: OperationOutcome | undefined, store: FakeStore): void {
  const stored = store.documents.get(`${operation.index}/${operation.id}`);
  switch (outcome) {
    case 'stored':
    case 'already_stored':
    case 'enriched':
      expect(stored).toBeDefined();
      // Nothing that was acknowledged is lost: no copy that says less has taken its place.
      if (stored !== undefined) expect(saysMore(operation.ranks, stored.ranks)).toBe(false);
      return;
    case 'mapping':
      expect(operation.id).toBe(POISON);
      return;
    default:
      // 413 for a single operation.
      expect(outcome).toBe('too_large');
  }
}
