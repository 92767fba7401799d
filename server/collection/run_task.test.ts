import type { RunCounts } from '../../common/integrations/task';
import { retryLater } from '../failure';
import type { Batch, ReadContext, Source } from '../sources/source';
import { LeaseLost } from './lease';
import { NO_COUNTS } from './record_store';
import { runTask } from './run_task';

const origin = { integrationId: 'i', accountId: 'a', region: 'r', stream: 's', namespace: 'n' };
const context = {
  namespace: 'n',
  contentMode: 'none' as const,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};

const batch = (text: string, checkpoint?: number): Batch<unknown> => ({
  records: [
    { text, pointer: { kind: 'log_event', log_group: 'g', log_stream: 's', event_id: text, timestamp: 0 } },
  ],
  ...(checkpoint === undefined ? {} : { checkpoint, readUntil: checkpoint }),
});

interface Trouble {
  readonly storing?: (text: string) => Error | undefined;
  readonly saving?: () => Error | undefined;
  readonly maxRunMs?: number;
  readonly afterStored?: (text: string) => void;
}

/** A run over the batches, and the order in which things happened. */
function run(batches: readonly (Batch<unknown> | Error)[], trouble: Trouble = {}) {
  const events: string[] = [];
  const controller = new AbortController();
  let now = 0;
  let counted: RunCounts = NO_COUNTS;
  const source: Source<unknown> = {
    parseCheckpoint: (stored) => stored,
    async *read(checkpoint: unknown, { signal }: ReadContext) {
      events.push(`from ${String(checkpoint)}`);
      try {
        for (const one of batches) {
          if (signal.aborted) return;
          if (one instanceof Error) throw one;
          yield one;
        }
      } finally {
        events.push('closed');
      }
    },
  };
  const result = runTask(
    { source, context, origin },
    {
      task: { checkpoint: 'before' },
      async progress(_counts, checkpoint) {
        const error = trouble.saving?.();
        if (error) throw error;
        events.push(`saved ${String(checkpoint)}`);
      },
    },
    controller.signal,
    {
      records: {
        async store(records) {
          const text = records[0]?.text ?? '';
          const error = trouble.storing?.(text);
          if (error) throw error;
          events.push(`stored ${text}`);
          now += 1_000;
          trouble.afterStored?.(text);
          return { ...NO_COUNTS, read: 1, stored: 1 };
        },
      },
      clock: { now: () => now, sleep: async () => undefined },
      maxRunMs: trouble.maxRunMs ?? Infinity,
    },
    (counts) => {
      counted = counts;
    },
  );
  return { result, events, controller, counted: () => counted };
}

test('a checkpoint is saved only after everything up to it is stored', async () => {
  const { result, events } = run([batch('a'), batch('b', 1), batch('c'), batch('d', 2)]);
  expect(await result).toEqual({ ended: 'caught_up', counts: { ...NO_COUNTS, read: 4, stored: 4 } });
  expect(events).toEqual([
    'from before',
    'stored a',
    'stored b',
    'saved 1',
    'stored c',
    'closed',
    'stored d',
    'saved 2',
  ]);
});

test('what cannot be stored moves no checkpoint, and what was counted is told', async () => {
  const failure = retryLater('opensearch_busy', 'busy');
  const { result, events, counted } = run([batch('a'), batch('b', 1)], {
    storing: (text) => (text === 'b' ? failure : undefined),
  });
  await expect(result).rejects.toBe(failure);
  expect(events).not.toContain('saved 1');
  expect(events.at(-1)).toBe('closed');
  expect(counted()).toMatchObject({ read: 1, stored: 1 });
});

test('a source that fails after a batch does not take that batch along', async () => {
  const failure = retryLater('throttled', 'throttled');
  const { result, events } = run([batch('a', 1), failure]);
  await expect(result).rejects.toBe(failure);
  expect(events).toContain('saved 1');
});

test('a lost lease ends the run', async () => {
  const { result, events } = run([batch('a', 1), batch('b', 2)], { saving: () => new LeaseLost() });
  await expect(result).rejects.toBeInstanceOf(LeaseLost);
  expect(events).not.toContain('stored b');
  expect(events.at(-1)).toBe('closed');
});

test('a stopped run stores nothing more', async () => {
  const running = run([batch('a', 1), batch('b', 2)], { afterStored: () => running.controller.abort() });
  expect(await running.result).toMatchObject({ ended: 'stopped' });
  expect(running.events).toContain('saved 1');
  expect(running.events).not.toContain('stored b');
});

test('a long run makes room for others, at a checkpoint', async () => {
  const { result, events } = run([batch('a'), batch('b', 1), batch('c', 2)], { maxRunMs: 1_000 });
  expect(await result).toMatchObject({ ended: 'more' });
  expect(events).toContain('saved 1');
  expect(events).not.toContain('saved 2');
});
