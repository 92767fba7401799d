/**
 * Records on their way into OpenSearch without an AWS: through the built worker, the real transform and the real
 * writer, as a run of the collector stores them.
 */
import type { RunCounts } from '../../common/integrations/task';
import { systemClock } from '../../server/clock';
import { RecordStore } from '../../server/collection/runs/record_store';
import { TransformPool } from '../../server/collection/workers/transform_pool';
import { BulkWriter } from '../../server/storage/bulk_writer';
import type { OpenSearch } from '../../server/storage/opensearch';
import { PartitionCreator } from '../../server/storage/partition_creator';
import { installTemplates } from '../../server/storage/templates';
import type { TransformContext } from '../../server/transforms/context';
import { builtWorker, REGION } from './collection_setup';
import { removeFolder } from './test_node';

const BATCH = 1_000;
const POOL_SIZE = 2;

export interface RecordWriting {
  /** Stores the records and makes them visible; what became of them. */
  write(texts: Iterable<string>, changes?: Partial<TransformContext>): Promise<Written>;
}

export type Written = Pick<RunCounts, 'read' | 'stored' | 'rejected'>;

/** To be called where a file declares its tests; what it starts is over after them. */
export function recordWriting(namespace: string, openSearch: () => OpenSearch): RecordWriting {
  let worker: Awaited<ReturnType<typeof builtWorker>> | undefined;
  let pool: TransformPool | undefined;
  let store: RecordStore | undefined;
  beforeAll(async () => {
    const client = openSearch();
    worker = await builtWorker();
    await installTemplates(client, namespace);
    pool = new TransformPool({ workerPath: worker.workerPath, size: POOL_SIZE });
    const partitions = new PartitionCreator(client);
    const writer = new BulkWriter({
      openSearch: client,
      partitions,
      clock: systemClock,
      random: Math.random,
    });
    store = new RecordStore({ pool, writer, clock: systemClock });
  });
  afterAll(async () => {
    await pool?.close();
    if (worker !== undefined) await removeFolder(worker.folder);
  });

  async function write(texts: Iterable<string>, changes: Partial<TransformContext> = {}): Promise<Written> {
    if (store === undefined) throw new TypeError('records are written once the tests run');
    const run = {
      context: {
        namespace,
        contentMode: 'none' as const,
        requestMetadata: true,
        lookups: { accountNames: {}, resolvedModels: {} },
        ...changes,
      },
      origin: {
        integrationId: 'it',
        accountId: '111122223333',
        region: REGION,
        stream: 's',
        namespace: changes.namespace ?? namespace,
      },
      signal: new AbortController().signal,
    };
    const written = { read: 0, stored: 0, rejected: 0 };
    const add = ({ read, stored, rejected }: Written): void => {
      written.read += read;
      written.stored += stored;
      written.rejected += rejected;
    };
    // The next batch is made while the one before is stored.
    let before: Promise<void> = Promise.resolve();
    for (const batch of batches(texts)) {
      await before;
      before = store.store(batch, run).then(add);
    }
    await before;
    await openSearch().request({
      method: 'POST',
      path: '/_refresh',
      querystring: { expand_wildcards: 'all' },
    });
    return written;
  }
  return { write };
}

function* batches(texts: Iterable<string>) {
  let batch = [];
  let count = 0;
  for (const text of texts) {
    count += 1;
    const pointer = {
      kind: 'log_event' as const,
      log_group: 'g',
      log_stream: 's',
      event_id: `e${count}`,
      timestamp: Date.UTC(2026, 10, 1),
    };
    batch.push({ text, pointer });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
