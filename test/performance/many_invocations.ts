/**
 * An OpenSearch that holds a million invocations of thirty days, as the product itself would have stored them: its
 * templates, partitions and bulk writer, and documents that its transform made of sample traffic, varied in id, time,
 * caller, tokens, cost and latency. Kept in the cache under a name made of all that decides its content.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cachedFolder } from '../../dev/cache';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { generateHour } from '../../dev/workload/hour';
import { Random } from '../../dev/workload/random';
import { invocationMapping } from '../../common/documents/mappings';
import { INDEX_PATTERN } from '../../common/plugin';
import { systemClock } from '../../server/clock';
import type { RecordPointer } from '../../server/sources/source';
import { BulkBodyBuilder } from '../../server/storage/bulk_body';
import { BulkWriter } from '../../server/storage/bulk_writer';
import type { OpenSearch } from '../../server/storage/opensearch';
import { PartitionCreator } from '../../server/storage/partition_creator';
import { GRANULARITIES } from '../../server/storage/partitions';
import { installTemplates } from '../../server/storage/templates';
import { transformInvocation } from '../../server/transforms/invocation/transform';
import type { Surroundings } from './figure';
import { documentMaker } from './varied_documents';

export const INVOCATIONS = 1_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** In the middle of a month, so that the range lies in two partitions. Fixed: the data are made once. */
const UNTIL = Date.UTC(2026, 9, 16);
export const RANGE = { from: UNTIL - 30 * DAY_MS, to: UNTIL };

const SEED = 'many invocations';
const NAMESPACE = 'default';
/** Busy and quiet hours of a working day. */
const SAMPLE_HOURS = [3, 10, 14, 20].map((hour) => UNTIL - 2 * DAY_MS + hour * HOUR_MS);
const BATCH = 4_000;
const WRITERS = 2;
const TOLD_EACH = 100_000;
const HEAP_MB = 1_024;

/** Told apart from a batch that was not wholly stored. */
class NotStored extends Error {
  override readonly name = 'NotStored';
}

/** A running node with the data; stopped by the caller. */
export async function openSearchWithManyInvocations({
  say,
  shutdown,
}: Surroundings): Promise<OpenSearchNode> {
  const templates = sampleDocuments();
  const start = (dataDir: string): Promise<OpenSearchNode> =>
    startOpenSearch({
      dataDir,
      heapMb: HEAP_MB,
      optimise: 'throughput',
      onSpawn: (child) => shutdown.add('OpenSearch', () => child.stop()),
    });
  const folder = await cachedFolder(
    join('bench', `invocations-${contentKey(templates)}`),
    async (dataDir) => {
      say(`storing ${INVOCATIONS.toLocaleString('en')} invocations (once; minutes)`);
      const node = await start(dataDir);
      try {
        await fill(node.client, templates, say);
      } finally {
        await node.stop();
      }
    },
  );
  const node = await start(folder);
  await requireComplete(node.client);
  return node;
}

function sampleDocuments() {
  const context = {
    namespace: NAMESPACE,
    contentMode: 'none',
    requestMetadata: true,
    lookups: { accountNames: {}, resolvedModels: {} },
  } as const;
  return SAMPLE_HOURS.flatMap((hour) => generateHour(SEED, hour).calls).flatMap(({ logLine }) => {
    const outcome = transformInvocation(logLine, context);
    return outcome.status === 'indexed' ? [outcome.document] : [];
  });
}

type Documents = ReturnType<typeof sampleDocuments>;

function contentKey(templates: Documents): string {
  const made = documentMaker(templates, Random.of(SEED), RANGE);
  const first = Array.from({ length: 100 }, (_, n) => JSON.stringify(made(n / INVOCATIONS)));
  const content = JSON.stringify([INVOCATIONS, RANGE, invocationMapping, first]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

async function fill(openSearch: OpenSearch, templates: Documents, say: Surroundings['say']): Promise<void> {
  await installTemplates(openSearch, NAMESPACE);
  const partitions = new PartitionCreator(openSearch);
  const writer = new BulkWriter({ openSearch, partitions, clock: systemClock, random: Math.random });
  const make = documentMaker(templates, Random.of(SEED), RANGE);
  let next = 0;
  let stored = 0;
  const write = async (): Promise<void> => {
    while (next < INVOCATIONS) {
      const from = next;
      next = Math.min(INVOCATIONS, from + BATCH);
      const body = batch(make, from, next);
      const outcomes = await writer.write(body, new AbortController().signal);
      const refused = outcomes.find((outcome) => outcome !== 'stored');
      if (refused !== undefined) throw new NotStored(`an invocation was not stored: ${refused}`);
      stored += outcomes.length;
      if (stored % TOLD_EACH === 0) say(`  ${stored.toLocaleString('en')} stored`);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  for (const step of ['_refresh', '_flush']) {
    await openSearch.request({
      method: 'POST',
      path: `/${INDEX_PATTERN.invocation}/${step}`,
      timeoutMs: 600_000,
    });
  }
}

function batch(make: ReturnType<typeof documentMaker>, from: number, to: number) {
  const builder = new BulkBodyBuilder({
    origin: {
      integrationId: 'bench',
      accountId: '111122223333',
      region: 'us-east-1',
      stream: 'invocation_logs',
      namespace: NAMESPACE,
    },
    granularities: GRANULARITIES,
    ingested: new Date(UNTIL).toISOString(),
  });
  for (let n = from; n < to; n++) {
    const invocation = make(n / INVOCATIONS);
    const pointer: RecordPointer = {
      kind: 'log_event',
      log_group: '/aws/bedrock/invocations',
      log_stream: 'aws/bedrock/modelinvocations',
      event_id: invocation.id,
      timestamp: invocation.timestamp,
    };
    const refused = builder.addIndexed(n - from, invocation, pointer);
    if (refused !== undefined) throw new NotStored(`an invocation cannot be stored: ${refused}`);
  }
  return builder.build();
}

async function requireComplete(openSearch: OpenSearch): Promise<void> {
  const { body } = await openSearch.request({ method: 'GET', path: `/${INDEX_PATTERN.invocation}/_count` });
  const count = typeof body === 'object' && body !== null && 'count' in body ? body.count : undefined;
  if (count !== INVOCATIONS) throw new NotStored(`${String(count)} of ${INVOCATIONS} invocations are there`);
}
