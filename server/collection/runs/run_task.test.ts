import fc from 'fast-check';
import type { RunCounts } from '../../../common/integrations/task';
import { retryLater } from '../../failure';
import type { Batch, Source } from '../../sources/source';
import { LeaseLost } from '../tasks/lease';
import { NO_COUNTS } from './run_counts';
import { type RunProgress, runTask } from './run_task';

interface Scene {
  readonly batches: readonly (Batch<unknown> | Error)[];
  readonly concurrency?: number;
  /** Rejects, or resolves when the batch is stored. */
  readonly storing?: (number: number) => Promise<void>;
  readonly reading?: (number: number) => Promise<void>;
  readonly saving?: (checkpoint: unknown) => Promise<void>;
  readonly shouldYield?: (elapsedMs: number) => boolean;
  /** Whether pauses last until nobody wants them any more, instead of no time at all. */
  readonly longPauses?: boolean;
}

/** A run over the batches, and the order in which things happened. */
function run(scene: Scene) {
  const events: string[] = [];
  const controller = new AbortController();
  let now = 0;
  let open = 0;
  let mostOpen = 0;
  const given = new Set<number>();
  let progress: RunProgress | undefined;
  const numbers = new Map(scene.batches.map((batch, number) => [batch, number]));
  const source: Source<unknown> = {
    parseCheckpoint: (stored) => stored,
    async *read(checkpoint, { signal }) {
      events.push(`from ${String(checkpoint)}`);
      try {
        for (const [number, one] of scene.batches.entries()) {
          await scene.reading?.(number);
          if (signal.aborted) return;
          if (one instanceof Error) throw one;
          open += 1;
          mostOpen = Math.max(mostOpen, open);
          given.add(number);
          yield one;
        }
      } finally {
        events.push('closed');
      }
    },
  };
  const result = runTask(
    { source, concurrency: scene.concurrency ?? 1, checkpoint: 'before' },
    controller.signal,
    {
      async storeBatch(batch, onProgress) {
        const number = numbers.get(batch) ?? -1;
        try {
          await scene.storing?.(number);
        } finally {
          open -= 1;
        }
        events.push(`stored ${number}`);
        now += 1_000;
        onProgress();
        return { ...NO_COUNTS, read: 1, stored: 1 };
      },
      async save(_counts: RunCounts, checkpoint: unknown) {
        await scene.saving?.(checkpoint);
        events.push(`saved ${String(checkpoint)}`);
      },
      clock: {
        now: () => now,
        sleep: async (_ms, signal) => {
          if (scene.longPauses === true && signal?.aborted === false)
            await new Promise<void>((wake) => signal.addEventListener('abort', () => wake()));
        },
      },
      shouldYield: scene.shouldYield ?? (() => false),
    },
    (so) => (progress = so),
  );
  return {
    result,
    events,
    given,
    stop: () => controller.abort(),
    counted: () => progress?.counts,
    progress: () => progress,
    mostOpen: () => mostOpen,
    later: (ms: number) => (now += ms),
  };
}

const upTo = (checkpoint: number): Batch<unknown> => ({ records: [], checkpoint, readUntil: checkpoint });
const inTheMiddle = (): Batch<unknown> => ({ records: [] });
const busy = retryLater('opensearch_busy', 'busy');

test('a checkpoint is saved only after everything up to it is stored', async () => {
  const { result, events, counted } = run({ batches: [inTheMiddle(), upTo(1), inTheMiddle(), upTo(3)] });
  expect(await result).toBe('caught_up');
  expect(counted()).toEqual({ ...NO_COUNTS, read: 4, stored: 4 });
  expect(events.filter((event) => event !== 'closed')).toEqual([
    'from before',
    'stored 0',
    'stored 1',
    'saved 1',
    'stored 2',
    'stored 3',
    'saved 3',
  ]);
});

test.each(Array.from({ length: 40 }, (_, turns) => turns))(
  'the last checkpoint is saved however closely it follows the save before, by %i turns',
  async (turns) => {
    const { result, events } = run({
      batches: [upTo(0), upTo(1)],
      concurrency: 2,
      longPauses: true,
      async storing(number) {
        for (let turn = 0; number === 1 && turn < turns; turn++) await Promise.resolve();
      },
    });
    await result;
    expect(events.filter((event) => event.startsWith('saved')).at(-1)).toBe('saved 1');
  },
);

test('what cannot be stored moves no checkpoint, and what was counted is told', async () => {
  const { result, events, counted } = run({
    batches: [inTheMiddle(), upTo(1), upTo(2)],
    storing: (number) => (number === 1 ? Promise.reject(busy) : Promise.resolve()),
  });
  await expect(result).rejects.toBe(busy);
  expect(events.filter((event) => event.startsWith('saved'))).toEqual([]);
  expect(events).toContain('closed');
  expect(counted()).toMatchObject({ read: 1, stored: 1 });
});

test('a source that fails after a batch does not take that batch along', async () => {
  const failure = retryLater('throttled', 'throttled');
  const { result, events } = run({ batches: [upTo(0), failure], concurrency: 2 });
  await expect(result).rejects.toBe(failure);
  expect(events).toContain('saved 0');
});

test('a lost lease ends the run', async () => {
  const { result, events } = run({
    batches: [upTo(0), upTo(1), upTo(2)],
    saving: () => Promise.reject(new LeaseLost()),
  });
  await expect(result).rejects.toBeInstanceOf(LeaseLost);
  expect(events).not.toContain('stored 2');
  expect(events.at(-1)).toBe('closed');
});

test('a stopped run finishes what is under way, saves it, and begins nothing', async () => {
  let finish = (): void => undefined;
  const stored = new Promise<void>((resolve) => (finish = resolve));
  const running = run({
    batches: [upTo(0), upTo(1), upTo(2)],
    storing: (number) => {
      if (number === 0) running.stop();
      return stored;
    },
  });
  finish();
  expect(await running.result).toBe('stopped');
  expect(running.events).toContain('saved 0');
  expect(running.events).not.toContain('stored 1');
});

test('a run that waits for messages ends at once when something else fails', async () => {
  let closed = false;
  const source: Source<unknown> = {
    parseCheckpoint: () => undefined,
    async *read(_checkpoint, { signal }) {
      yield inTheMiddle();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      closed = true;
    },
  };
  const result = runTask(
    { source, concurrency: 5, checkpoint: undefined },
    new AbortController().signal,
    {
      storeBatch: () => Promise.reject(busy),
      save: async () => undefined,
      clock: { now: () => 0, sleep: async () => undefined },
      shouldYield: () => false,
    },
    () => undefined,
  );
  await expect(result).rejects.toBe(busy);
  expect(closed).toBe(true);
});

test('a long run makes room for others, at a checkpoint', async () => {
  const { result, events } = run({
    batches: [inTheMiddle(), inTheMiddle(), upTo(2), upTo(3)],
    shouldYield: (elapsedMs) => elapsedMs >= 1_000,
  });
  expect(await result).toBe('more');
  expect(events.filter((event) => event.startsWith('saved'))).toEqual(['saved 2']);
});

test('batches that stand for themselves need no checkpoint to make room', async () => {
  const messages = [0, 1, 2].map(() => ({ acknowledge: async () => undefined }));
  const { result, counted } = run({ batches: messages, shouldYield: (elapsedMs) => elapsedMs >= 2_000 });
  expect(await result).toBe('more');
  expect(counted()).toMatchObject({ stored: 2 });
});

test('a batch that concerns itself alone is let go of, and the run goes on', async () => {
  const released: string[] = [];
  const { result, events, progress } = run({
    batches: [
      { release: async ({ code }) => (released.push(code), 'go_on') },
      { acknowledge: async () => undefined },
    ],
    storing: (number) => (number === 0 ? Promise.reject(busy) : Promise.resolve()),
  });
  expect(await result).toBe('caught_up');
  expect(released).toEqual(['opensearch_busy']);
  expect(progress()?.letGo).toEqual({ count: 1, last: busy });
  expect(events).toContain('stored 1');
});

test('how long nothing could be stored is told while it lasts', async () => {
  let finish = (): void => undefined;
  const running = run({
    batches: [inTheMiddle()],
    storing: () => new Promise((resolve) => (finish = resolve)),
  });
  await new Promise((resolve) => setImmediate(resolve));
  running.later(12_000);
  expect(running.progress()?.waitingSince).toBe(0);
  finish();
  await running.result;
  expect(running.progress()?.waitingSince).toBeUndefined();
});

describe('whatever fails, in whatever order things complete, and whenever it is stopped', () => {
  const fate = fc.record({
    stores: fc.boolean(),
    acknowledges: fc.boolean(),
    checkpoint: fc.boolean(),
    settles: fc.boolean(),
    verdict: fc.constantFrom('go_on' as const, 'end_run' as const),
  });
  const mostlyGood = fc.oneof(
    { weight: 4, arbitrary: fate.map((one) => ({ ...one, stores: true, acknowledges: true })) },
    { weight: 1, arbitrary: fate },
  );

  test('no checkpoint passes a batch that is not stored, and each batch is settled exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mostlyGood, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.option(fc.nat(11), { nil: undefined }),
        fc.option(fc.nat(11), { nil: undefined }),
        fc.option(fc.nat(11), { nil: undefined }),
        fc.scheduler(),
        async (fates, concurrency, stopAt, saveFailsAt, sourceFailsAt, scheduler) => {
          const acknowledged = new Set<number>();
          const released = new Set<number>();
          const once = (set: Set<number>, number: number) => {
            expect(acknowledged.has(number) || released.has(number)).toBe(false);
            set.add(number);
          };
          const saved: number[] = [];
          const batches = fates.map(({ acknowledges, checkpoint, settles, verdict }, number) => ({
            ...(checkpoint ? { checkpoint: number, readUntil: number } : {}),
            ...(settles
              ? {
                  async acknowledge() {
                    await scheduler.schedule(Promise.resolve(), `acknowledge ${number}`);
                    once(acknowledged, number);
                    if (!acknowledges) throw busy;
                  },
                  async release() {
                    once(released, number);
                    await scheduler.schedule(Promise.resolve(), `release ${number}`);
                    return verdict;
                  },
                }
              : {}),
          }));
          const stored = new Set<number>();
          const running = run({
            batches: batches.map((batch, number) => (number === sourceFailsAt ? busy : batch)),
            concurrency,
            async reading(number) {
              await scheduler.schedule(Promise.resolve(), `read ${number}`);
              if (number === stopAt) running.stop();
            },
            async storing(number) {
              await scheduler.schedule(Promise.resolve(), `store ${number}`);
              if (fates[number]?.stores !== true) throw busy;
              stored.add(number);
            },
            async saving(checkpoint) {
              await scheduler.schedule(Promise.resolve(), `save ${String(checkpoint)}`);
              const reached = Number(checkpoint);
              if (saveFailsAt === reached) throw busy;
              expect(reached).toBeGreaterThan(saved.at(-1) ?? -1);
              for (let before = 0; before <= reached; before++) {
                expect(stored.has(before)).toBe(true);
                if (fates[before]?.settles) expect(acknowledged.has(before)).toBe(true);
                if (fates[before]?.settles) expect(fates[before]?.acknowledges).toBe(true);
              }
              saved.push(reached);
            },
          });
          const outcome = await scheduler.waitFor(
            running.result.catch((error: unknown) => {
              expect(error).toBe(busy);
              return 'failed';
            }),
          );
          expect(running.mostOpen()).toBeLessThanOrEqual(concurrency);
          expect(running.counted()).toMatchObject({ stored: stored.size });
          for (const [number, { settles }] of fates.entries()) {
            if (!settles || number === sourceFailsAt) continue;
            expect(acknowledged.has(number) || released.has(number)).toBe(running.given.has(number));
          }
          // A run that went well has saved everything it reached.
          const allGood = fates.every(
            ({ stores, acknowledges, settles }) => stores && (acknowledges || !settles),
          );
          if (outcome === 'caught_up' && allGood) {
            const last = fates.map(({ checkpoint }) => checkpoint).lastIndexOf(true);
            if (last >= 0) expect(saved.at(-1)).toBe(last);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
