/**
 * Stored documents priced anew: afterwards each says what its record would come to if it arrived now, whatever
 * happened on the way, and nothing else has changed.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { RunCounts } from '../../common/integrations/task';
import { INDEX_PREFIX } from '../../common/plugin';
import type { ListedRate, PriceOverrides } from '../../common/pricing/price_table';
import { systemClock } from '../../server/clock';
import { MetricsRecorder } from '../../server/collection/metrics_recorder';
import { repriceWork } from '../../server/collection/repricing/reprice_work';
import { runOnce, type TaskSummary } from '../../server/collection/run_once';
import { TaskRuns } from '../../server/collection/runs/task_runs';
import { type RunWork, workByKind } from '../../server/collection/runs/task_work';
import { ensureStateIndices } from '../../server/collection/tasks/state_indices';
import { TaskStore } from '../../server/collection/tasks/task_store';
import {
  type OpenSearch,
  type OpenSearchRequest,
  OpenSearchUnreachable,
} from '../../server/storage/opensearch';
import type { TransformContext } from '../../server/transforms/context';
import { transformInvocation } from '../../server/transforms/invocation/transform';
import type { JsonObject } from '../../server/transforms/outcome';
import { invocation, putDefinition, REGION, removeDefinition, silent } from './collection_setup';
import { unitsOf } from './exact_figures';
import { recordWriting } from './record_writing';
import { testNode } from './test_node';

jest.setTimeout(180_000);

const ACCOUNT = '111122223333';
const NAMESPACE = 'repriced';
const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const UNKNOWN = 'acme.made-up-v1:0';
const PROFILE = `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6`;

const opensearch = testNode('repricing');
const records = recordWriting(NAMESPACE, () => opensearch.client);

beforeAll(() => ensureStateIndices(opensearch.client));

const rate = (id: string, input: number, output: number): ListedRate => ({
  id,
  input,
  output,
  origin: { source: 'override', date: '2026-11-22' },
});
const NEW_PRICES: PriceOverrides = {
  version: 'new',
  rates: [rate(HAIKU, 123_457, 1_000_001), rate(UNKNOWN, 5_000_000, 7_000_000)],
  guardrailUnits: [],
};
const OLD: TransformContext = {
  namespace: NAMESPACE,
  contentMode: 'full',
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};
const NEW: TransformContext = {
  ...OLD,
  lookups: {
    ...OLD.lookups,
    prices: NEW_PRICES,
    resolvedModels: { [PROFILE]: { modelId: `us.${HAIKU}`, name: 'support' } },
  },
};

const FROM = Date.UTC(2026, 8, 1);
const TO = Date.UTC(2026, 10, 1);
const MODELS = [HAIKU, 'anthropic.claude-sonnet-4-5-20250929-v1:0', UNKNOWN, PROFILE, 'amazon.nova-pro-v1:0'];

const Record = z.looseObject({ output: z.looseObject({}) });

/** One call in ten failed. `copy`: without bodies, or the whole of it, which says more. */
function call(
  n: number,
  { at = FROM + n * 300_000, copy = 'whole' }: { at?: number; copy?: 'whole' | 'bare' } = {},
) {
  const base = Record.parse(JSON.parse(invocation(ACCOUNT, `call-${n}`, at)));
  const failed = n % 10 === 9 ? { errorCode: 'ThrottlingException' } : {};
  const tokens = { inputTokenCount: 100 + n, outputTokenCount: n % 50 };
  const input = { ...(base.input as object), ...tokens };
  const record = { ...base, modelId: MODELS[n % MODELS.length], ...failed, input };
  if (copy === 'whole') return JSON.stringify(record);
  const { inputBodyJson: _asked, ...asked } = record.input as { inputBodyJson?: unknown };
  const { outputBodyJson: _answered, ...answered } = record.output;
  return JSON.stringify({ ...record, input: asked, output: answered });
}

interface Stored {
  readonly version: number;
  readonly source: JsonObject;
}

const Found = z.object({
  hits: z.object({
    hits: z.array(z.object({ _id: z.string(), _version: z.number(), _source: z.custom<JsonObject>() })),
  }),
});

async function storedIn(prefix: string, namespace = NAMESPACE): Promise<Map<string, Stored>> {
  await opensearch.client.request({ method: 'POST', path: `/${prefix}-${namespace}-*/_refresh` });
  const found = new Map<string, Stored>();
  for (let after: string | undefined; ;) {
    const { body } = await opensearch.client.request({
      method: 'POST',
      path: `/${prefix}-${namespace}-*/_search`,
      body: {
        size: 5_000,
        version: true,
        sort: ['event.id'],
        ...(after === undefined ? {} : { search_after: [after] }),
      },
    });
    const { hits } = Found.parse(body).hits;
    for (const { _id, _version: version, _source: source } of hits) found.set(_id, { version, source });
    after = eventOf(hits.at(-1)?._source ?? {}).id;
    if (hits.length < 5_000) return found;
  }
}

const Event = z.looseObject({
  id: z.optional(z.string()),
  ingested: z.optional(z.string()),
  updated: z.optional(z.string()),
});
const eventOf = (source: JsonObject) => Event.parse(source.event ?? {});
const Cost = z.object({
  aws_bedrock: z.object({
    invocation: z.object({ cost: z.optional(z.looseObject({ total: z.optional(z.number()) })) }),
  }),
});
const totalOf = (source: JsonObject) => Cost.parse(source).aws_bedrock.invocation.cost?.total;

/** As it would be if its record came now, without what storing adds. */
function fresh(
  text: string,
  context: TransformContext,
): { id: string; document: JsonObject; content?: JsonObject } {
  const outcome = transformInvocation(text, context);
  if (outcome.status !== 'indexed') throw new Error('a record that should be indexed');
  return outcome;
}

function withoutStorage(source: JsonObject): JsonObject {
  const { ingested: _ingested, updated: _updated, ...event } = eventOf(source);
  const { aws: _aws, ...rest } = source;
  return { ...rest, event: event as JsonObject };
}

/** Every task of the definition, until nothing is left to do. */
async function reprice(
  context: TransformContext,
  {
    openSearch = opensearch.client,
    pageSize,
    id = `it-${randomUUID()}`,
    region = REGION,
    shouldYield = () => false,
  }: {
    openSearch?: OpenSearch;
    pageSize?: number;
    id?: string;
    region?: string;
    shouldYield?: () => boolean;
  } = {},
): Promise<TaskSummary> {
  await putDefinition(opensearch.client, {
    id,
    name: id,
    namespace: context.namespace,
    account: { id: ACCOUNT },
    regions: [region],
    content: 'full',
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
    intents: {
      repricings: [{ id: 'now', from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() }],
    },
  });
  const collect: RunWork = async () => ({ ended: 'caught_up', intervalMs: 0 });
  const anew = repriceWork({
    openSearch,
    clock: systemClock,
    shouldYield,
    ...(pageSize === undefined ? {} : { pageSize }),
  });
  const runs = new TaskRuns({
    work: workByKind(collect, (planned, lease, _context, ...rest) => anew(planned, lease, context, ...rest)),
    clock: systemClock,
    random: Math.random,
    logger: silent,
    metrics: new MetricsRecorder(systemClock),
    retryPolicy: {
      retry: { baseMs: 1, maxMs: 2 },
      needsPerson: { baseMs: 1, maxMs: 2 },
      bug: { baseMs: 1, maxMs: 2 },
    },
    drainMs: 1_000,
  });
  const summaries = await runOnce([id], {
    openSearch: opensearch.client,
    clock: systemClock,
    maxConcurrentTasks: 2,
    tasks: new TaskStore(opensearch.client),
    runs,
    owner: randomUUID(),
    newRunId: randomUUID,
    leaseMs: 10_000,
  });
  const task = await new TaskStore(opensearch.client).read(`${id}:invocation_logs:${region}:repricing:now`);
  await removeDefinition(opensearch.client, id);
  const summary = summaries.find(({ task: { work } }) => work.kind === 'repricing');
  if (summary === undefined || task === undefined) throw new Error('no re-pricing was planned');
  return { ...summary, counts: task.task.totals };
}

function sumOf(documents: Iterable<Stored>): bigint {
  let sum = 0n;
  for (const { source } of documents) sum += unitsOf(totalOf(source) ?? 0);
  return sum;
}

const unitsOfText = (usd = '0'): bigint => {
  const [whole = '', fraction = ''] = usd.split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
};

describe('ten thousand documents in two months', () => {
  const COUNT = 10_400;
  const texts = Array.from({ length: COUNT }, (_, n) => call(n));
  // After the span, and of another region.
  const beside = [call(COUNT, { at: TO }), call(COUNT + 1).replaceAll(REGION, 'eu-west-1')];
  let before: Map<string, Stored>;
  let contentBefore: Map<string, Stored>;
  let after: Map<string, Stored>;
  let contentAfter: Map<string, Stored>;
  let counts: RunCounts;

  beforeAll(async () => {
    await records.write([...texts, ...beside], OLD);
    before = await storedIn(INDEX_PREFIX.invocation);
    contentBefore = await storedIn(INDEX_PREFIX.content);
    const summary = await reprice(NEW);
    expect(summary).toMatchObject({ outcome: 'done' });
    counts = summary.counts;
    after = await storedIn(INDEX_PREFIX.invocation);
    contentAfter = await storedIn(INDEX_PREFIX.content);
  });

  test('each says what its record would come to now, and so does its content', () => {
    expect(after.size).toBe(texts.length + beside.length);
    expect(contentAfter.size).toBe(after.size);
    for (const text of texts) {
      const expected = fresh(text, NEW);
      const stored = after.get(expected.id)?.source ?? {};
      expect(withoutStorage(stored)).toEqual(expected.document);
      expect(withoutStorage(contentAfter.get(expected.id)?.source ?? {})).toEqual(expected.content);
      expect(eventOf(stored).ingested).toBe(eventOf(before.get(expected.id)?.source ?? {}).ingested);
    }
  });

  test('only what is another now was written, and says when', () => {
    const changed = new Set<string>();
    for (const text of texts) {
      const { id, document } = fresh(text, NEW);
      if (JSON.stringify(document) !== JSON.stringify(fresh(text, OLD).document)) changed.add(id);
    }
    expect(changed.size).toBeGreaterThan(5_000);
    expect(changed.size).toBeLessThan(7_000);
    for (const [id, { version, source }] of after) {
      expect([id, version]).toEqual([id, (before.get(id)?.version ?? 0) + (changed.has(id) ? 1 : 0)]);
      expect(eventOf(source).updated !== undefined).toBe(changed.has(id));
    }
    for (const [id, { version, source }] of contentAfter) {
      const was = contentBefore.get(id);
      const isAnother =
        JSON.stringify(withoutStorage(was?.source ?? {})) !== JSON.stringify(withoutStorage(source));
      expect(version).toBe((was?.version ?? 0) + (isAnother ? 1 : 0));
    }
    expect(counts).toMatchObject({ read: COUNT, repriced: changed.size, unchanged: COUNT - changed.size });
  });

  test('the task tells what they came to before and come to now, to the last digit', () => {
    const inSpan = new Set(texts.map((text) => fresh(text, OLD).id));
    const of = (documents: Map<string, Stored>) =>
      sumOf([...documents].flatMap(([id, one]) => (inSpan.has(id) ? [one] : [])));
    expect(unitsOfText(counts.usd_before)).toBe(of(before));
    expect(unitsOfText(counts.usd_after)).toBe(of(after));
    expect(counts.usd_before).not.toBe(counts.usd_after);
  });

  test('a second time there is nothing to do', async () => {
    const { counts: again } = await reprice(NEW, { pageSize: 3_000 });
    expect(again).toMatchObject({ read: COUNT, repriced: 0, unchanged: COUNT, usd_after: counts.usd_after });
    expect(again.usd_before).toBe(counts.usd_after);
    expect(await storedIn(INDEX_PREFIX.invocation)).toEqual(after);
  });
});

/** A request that writes documents or content; `changes` is the one that changes documents of invocations. */
const writes = ({ path }: OpenSearchRequest): boolean => path === '/_bulk';
const changes = ({ path, ndjson }: OpenSearchRequest): boolean =>
  path === '/_bulk' && String(ndjson).startsWith(`{"update":{"_index":"${INDEX_PREFIX.invocation}`);

/** Of the requests that write, of content as well as of documents. */
const SOME: ReadonlySet<number> = new Set([1, 4, 9, 16]);

/** OpenSearch, of which `broken` says when an answer gets lost after everything was done. */
const losingAnswers = (broken: (request: OpenSearchRequest) => boolean): OpenSearch => ({
  request: async (request) => {
    const answer = await opensearch.client.request(request);
    if (broken(request)) throw new OpenSearchUnreachable('the answer got lost');
    return answer;
  },
});

describe('whatever happens on the way', () => {
  const inNamespace = (context: TransformContext, namespace: string): TransformContext => ({
    ...context,
    namespace,
  });
  const texts = Array.from({ length: 700 }, (_, n) => call(n));
  let undisturbed: RunCounts;

  async function repriced(namespace: string, how: Parameters<typeof reprice>[1]): Promise<TaskSummary> {
    await records.write(texts, inNamespace(OLD, namespace));
    const summary = await reprice(inNamespace(NEW, namespace), { pageSize: 100, ...how });
    const documents = await storedIn(INDEX_PREFIX.invocation, namespace);
    const content = await storedIn(INDEX_PREFIX.content, namespace);
    for (const text of texts) {
      const expected = fresh(text, inNamespace(NEW, namespace));
      expect(withoutStorage(documents.get(expected.id)?.source ?? {})).toEqual(expected.document);
      expect(withoutStorage(content.get(expected.id)?.source ?? {})).toEqual(expected.content);
    }
    return summary;
  }

  beforeAll(async () => {
    ({ counts: undisturbed } = await repriced('undisturbed', {}));
    expect(undisturbed).toMatchObject({ read: 700 });
  });

  test('a run for each page counts the same', async () => {
    const { counts } = await repriced('piecemeal', { shouldYield: everySecondTime() });
    expect(counts).toEqual(undisturbed);
  });

  test('answers that got lost after everything was written are not counted twice', async () => {
    let n = 0;
    const { counts } = await repriced('lost', {
      openSearch: losingAnswers((request) => writes(request) && SOME.has(++n)),
    });
    expect(n).toBeGreaterThan(10);
    expect(counts).toEqual(undisturbed);
  });

  test('a busy store is asked again later', async () => {
    let n = 0;
    const openSearch: OpenSearch = {
      request: (request) =>
        writes(request) && SOME.has(++n)
          ? Promise.resolve({ statusCode: 429, body: { error: { type: 'rejected_execution_exception' } } })
          : opensearch.client.request(request),
    };
    const { counts } = await repriced('busy', { openSearch });
    expect(counts).toEqual(undisturbed);
  });

  test('a richer copy that arrives at that very moment stays, and gets the new price', async () => {
    const namespace = 'richer';
    const old = inNamespace(OLD, namespace);
    const at = [0, 2, 5, 7].map((n) => n * 5);
    await records.write(
      at.map((n) => call(n, { copy: 'bare' })),
      old,
    );
    const before = await storedIn(INDEX_PREFIX.invocation, namespace);
    let arrived = 0;
    const openSearch: OpenSearch = {
      request: async (request) => {
        // Priced by what was before: the collector that stores it has not heard of new prices yet.
        if (changes(request) && arrived++ === 0)
          await records.write(
            at.map((n) => call(n)),
            old,
          );
        return opensearch.client.request(request);
      },
    };
    const { counts } = await reprice(inNamespace(NEW, namespace), { openSearch });
    expect(arrived).toBe(2);
    const documents = await storedIn(INDEX_PREFIX.invocation, namespace);
    const content = await storedIn(INDEX_PREFIX.content, namespace);
    for (const n of at) {
      const expected = fresh(call(n), inNamespace(NEW, namespace));
      expect(withoutStorage(documents.get(expected.id)?.source ?? {})).toEqual(expected.document);
      expect(withoutStorage(content.get(expected.id)?.source ?? {})).toEqual(expected.content);
    }
    expect(unitsOfText(counts.usd_after)).toBe(sumOf(documents.values()));
    expect(before.size).toBe(documents.size);
  });

  test('documents that are deleted meanwhile stay deleted, and no index comes into being', async () => {
    const namespace = 'deleted';
    await records.write(texts.slice(0, 50), inNamespace(OLD, namespace));
    let first = true;
    const openSearch: OpenSearch = {
      request: async (request) => {
        if (changes(request) && first) {
          first = false;
          await opensearch.client.request({
            method: 'DELETE',
            path: `/${INDEX_PREFIX.invocation}-${namespace}-*,${INDEX_PREFIX.content}-${namespace}-*`,
          });
        }
        return opensearch.client.request(request);
      },
    };
    const { outcome, counts } = await reprice(inNamespace(NEW, namespace), { openSearch });
    expect(outcome).toBe('done');
    // Only those that were left alone anyway are counted.
    expect(counts).toMatchObject({ read: 50, repriced: 0, usd_after: counts.usd_before });
    const { body } = await opensearch.client.request({
      method: 'GET',
      path: '/_cat/indices',
      querystring: { format: 'json' },
    });
    expect(JSON.stringify(body)).not.toContain(`-${namespace}-`);
  });

  test('where nothing was ever stored there is nothing to do', async () => {
    expect(await reprice(inNamespace(NEW, 'empty'))).toMatchObject({ outcome: 'done', counts: { read: 0 } });
  });

  test('events without an id, several of them in one moment, are not passed over', async () => {
    const namespace = 'nameless';
    const nameless = Array.from({ length: 30 }, (_, n) => {
      const { requestId: _id, ...rest } = Record.parse(JSON.parse(call(5 * n, { at: FROM })));
      return JSON.stringify(rest);
    });
    await records.write(nameless, inNamespace(OLD, namespace));
    await reprice(inNamespace(NEW, namespace), { pageSize: 7 });
    const documents = await storedIn(INDEX_PREFIX.invocation, namespace);
    for (const text of nameless) {
      const expected = fresh(text, inNamespace(NEW, namespace));
      expect(withoutStorage(documents.get(expected.id)?.source ?? {})).toEqual(expected.document);
    }
  });
});

/** Asked before each page. */
function everySecondTime(): () => boolean {
  let n = 0;
  return () => n++ % 2 === 1;
}
