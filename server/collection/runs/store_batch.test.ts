import { needsPerson, retryLater } from '../../failure';
import type { ObjectToRead, RawRecord, RejectedRecord } from '../../sources/source';
import { NO_COUNTS } from './run_counts';
import { storeBatch, type StoreBatchDependencies } from './store_batch';
import { Turns } from './turns';

const origin = { integrationId: 'i', accountId: 'a', region: 'r', stream: 's', namespace: 'n' };
const context = {
  namespace: 'n',
  contentMode: 'none' as const,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};
const run = { context, origin, signal: new AbortController().signal };
const counted = (stored: number) => ({ ...NO_COUNTS, read: stored, stored });
const object = (): ObjectToRead => ({ open: () => Promise.reject(new Error('not opened here')) });
const record: RawRecord = {
  text: '{}',
  pointer: { kind: 'log_event', log_group: 'g', log_stream: 's', event_id: 'e', timestamp: 0 },
};
const rejectedMessage: RejectedRecord = {
  pointer: { kind: 'queue_message', queue_url: 'q', message_id: 'm', sent_at: 0 },
  length: 3,
  reasons: ['unreadable_message'],
};

/** Objects end when the test says so. */
function scene(atOnce = 2) {
  const open: { readonly object: ObjectToRead; readonly end: (error?: Error) => void }[] = [];
  let most = 0;
  const dependencies: StoreBatchDependencies = {
    run,
    turns: new Turns(atOnce),
    records: {
      store: async (records) => counted(records.length),
      storeRejected: async (rejected) => ({ ...NO_COUNTS, read: rejected.length, rejected: rejected.length }),
      storeObject: (one) =>
        new Promise((resolve, reject) => {
          const entry = {
            object: one,
            end: (error?: Error) => {
              open.splice(open.indexOf(entry), 1);
              if (error) reject(error);
              else resolve(counted(10));
            },
          };
          open.push(entry);
          most = Math.max(most, open.length);
        }),
    },
  };
  return { dependencies, open, most: () => most };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('whatever is in a batch is counted: read is what was stored, rejected and skipped', async () => {
  const { dependencies, open } = scene();
  let told = 0;
  const result = storeBatch(
    {
      records: [record],
      objects: [object()],
      rejected: [rejectedMessage],
      skipped: { canary: 2, data_object: 1 },
    },
    dependencies,
    () => (told += 1),
  );
  await turn();
  open[0]?.end();
  expect(await result).toEqual({ ...NO_COUNTS, read: 15, stored: 11, rejected: 1, skipped: 3 });
  expect(told).toBe(3);
});

test('an empty batch is stored at once', async () => {
  expect(await storeBatch({}, scene().dependencies, () => undefined)).toEqual(NO_COUNTS);
});

test('objects of all batches together are bounded, in their order', async () => {
  const { dependencies, open, most } = scene(2);
  const objects = Array.from({ length: 5 }, object);
  const batches = [objects.slice(0, 3), objects.slice(3)].map((some) =>
    storeBatch({ objects: some }, dependencies, () => undefined),
  );
  const seen: number[] = [];
  for (let n = 0; n < objects.length; n++) {
    await turn();
    const [first] = open;
    if (first === undefined) throw new Error('nothing is open');
    seen.push(objects.indexOf(first.object));
    first.end();
  }
  expect(await Promise.all(batches)).toEqual([counted(30), counted(20)]);
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  expect(most()).toBe(2);
});

test('a batch fails with its first failure, begins nothing more, and only when nothing of it is under way', async () => {
  const { dependencies, open } = scene(2);
  const first = needsPerson('access_denied', 'm', 'a');
  const result = storeBatch({ objects: [object(), object(), object()] }, dependencies, () => undefined);
  let settled = false;
  const outcome = result.catch((error: unknown) => error).finally(() => (settled = true));
  await turn();
  open[0]?.end(first);
  await turn();
  expect(settled).toBe(false);
  expect(open).toHaveLength(1);
  open[0]?.end(retryLater('throttled', 'm'));
  expect(await outcome).toBe(first);
});
