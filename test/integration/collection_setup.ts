/**
 * What the collection tests stand on: the worker as it is built for the zip, a real OpenSearch, a local AWS with one
 * account and one log group, and records as Bedrock writes them.
 */
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { INTEGRATIONS_INDEX, TASKS_INDEX } from '../../common/plugin';
import { TaskDocument } from '../../common/integrations/task';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { type Collector, type CollectorOptions, createCollector } from '../../server/collection/collector';
import type { Logger } from '../../server/collection/logger';
import type { OpenSearch } from '../../server/storage/opensearch';
import { newFolder, removeFolder, type TestNode, testNode } from './test_node';

export { newFolder, removeFolder } from './test_node';

export const REGION = 'us-east-1';
export const LOG_GROUP = '/aws/bedrock/invocations';
export const STREAM = 'aws/bedrock/modelinvocations';
export const PERMISSION_LINE = 'Permissions are correctly set for Amazon Bedrock logs.';

/** Folder with the built `worker.js`; to be removed with `removeFolder`. */
export async function builtWorker(): Promise<{ folder: string; workerPath: string }> {
  const folder = await newFolder('worker');
  const workerPath = join(folder, 'worker.js');
  await build({
    entryPoints: [resolve(__dirname, '../../server/worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    outfile: workerPath,
    logLevel: 'warning',
  });
  return { folder, workerPath };
}

export type CollectorChanges = Partial<Parameters<typeof collectorFor>[0]>;

export interface CollectionSetup extends TestNode {
  readonly aws: LocalAws;
  readonly workerPath: string;
  /** A collector with the keys of the account, or of several, that is stopped after the test; not started. */
  collector(accountId: string, changes?: CollectorChanges): Collector;
  collectorOf(accountIds: readonly string[], changes?: CollectorChanges): Collector;
  /** Saves a definition of the account that goes after the test. */
  define(accountId: string, changes?: Record<string, unknown>): Promise<void>;
  /** A collector that runs, with a definition; it came first, so that the index of definitions exists, as in a host. */
  collecting(accountId: string, changes?: Record<string, unknown>): Promise<Collector>;
}

/** To be called where a file declares its tests: an OpenSearch, a local AWS and the built worker for all of them. */
export function collectionSetup(name: string, options: Parameters<typeof testNode>[1] = {}): CollectionSetup {
  const openSearch = testNode(name, options);
  const collectors: Collector[] = [];
  const definitions: string[] = [];
  let started: { aws: LocalAws; worker: Awaited<ReturnType<typeof builtWorker>> } | undefined;
  beforeAll(async () => {
    started = { worker: await builtWorker(), aws: await startLocalAws({ port: 0 }) };
  });
  afterEach(async () => {
    await Promise.all(collectors.splice(0).map((collector) => collector.stop()));
    for (const id of definitions.splice(0)) await removeDefinition(openSearch.client, id);
    started?.aws.faults.clear();
  });
  afterAll(async () => {
    await started?.aws.stop();
    if (started !== undefined) await removeFolder(started.worker.folder);
  });
  const running = () => {
    if (started === undefined) throw new TypeError('the AWS is there once the tests run');
    return started;
  };

  const setup: CollectionSetup = {
    get node() {
      return openSearch.node;
    },
    get client() {
      return openSearch.client;
    },
    get aws() {
      return running().aws;
    },
    get workerPath() {
      return running().worker.workerPath;
    },
    collector: (accountId, changes) => setup.collectorOf([accountId], changes),
    collectorOf(accountIds, changes = {}) {
      const { aws, workerPath, client } = setup;
      const made = collectorFor({ aws, openSearch: client, workerPath, accountIds, ...changes });
      collectors.push(made);
      return made;
    },
    async define(accountId, changes) {
      const definition = definitionOf(accountId, changes);
      await putDefinition(setup.client, definition);
      definitions.push(String(definition.id));
    },
    async collecting(accountId, changes) {
      const made = setup.collector(accountId);
      await made.sweep();
      await setup.define(accountId, changes);
      made.start();
      return made;
    },
  };
  return setup;
}

/** An account with keys named `collector` and, unless told otherwise, the log group. */
export function createAccount(aws: LocalAws, accountId: string, logGroup = true): void {
  aws.sink.createAccessKey({ accountId, userName: 'collector', ...keysOf(accountId) });
  if (logGroup) aws.sink.createLogGroup({ accountId, region: REGION }, { name: LOG_GROUP });
}

const keysOf = (accountId: string) => ({
  accessKeyId: `AKIA${accountId}ABCD`,
  secretAccessKey: `secret-of-${accountId}`,
});

/** Named credentials for a collector's configuration. */
export const credentialsOf = (accountIds: readonly string[]) =>
  Object.fromEntries(accountIds.map((id) => [`keys-${id}`, keysOf(id)]));

export function collectorFor(options: {
  aws: LocalAws;
  openSearch: OpenSearch;
  workerPath: string;
  accountIds: readonly string[];
  identity?: string;
  logger?: Logger;
  leaseMs?: number;
  onStatus?: CollectorOptions['onStatus'];
}): Collector {
  return createCollector({
    openSearch: options.openSearch,
    aws: {
      endpoint: options.aws.url,
      credentials: credentialsOf(options.accountIds),
    },
    identity: options.identity ?? 'test',
    logger: options.logger ?? silent,
    ...(options.onStatus === undefined ? {} : { onStatus: options.onStatus }),
    workerPath: options.workerPath,
    settings: {
      pollIntervalMs: 200,
      leaseMs: options.leaseMs ?? 6_000,
      sweepBackoff: { baseMs: 100, maxMs: 500 },
    },
    retryPolicy: {
      retry: { baseMs: 100, maxMs: 500 },
      needsPerson: { baseMs: 100, maxMs: 500 },
      bug: { baseMs: 100, maxMs: 500 },
    },
  });
}

export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function definitionOf(
  accountId: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id: `it-${accountId}`,
    name: `Account ${accountId}`,
    namespace: `ns${accountId}`,
    account: { id: accountId, name: `name-${accountId}` },
    regions: [REGION],
    credentials: { type: 'named', name: `keys-${accountId}` },
    content: 'full',
    streams: {
      invocation_logs: {
        source: 'cloudwatch_logs',
        log_group_name: LOG_GROUP,
        scan_frequency: 1,
        latency: 0,
        overlap: 300,
      },
    },
    ...changes,
  };
}

export async function putDefinition(
  openSearch: OpenSearch,
  definition: Record<string, unknown>,
): Promise<void> {
  const { statusCode } = await openSearch.request({
    method: 'PUT',
    path: `/${INTEGRATIONS_INDEX}/_doc/${String(definition.id)}`,
    querystring: { refresh: true },
    body: definition,
  });
  if (statusCode >= 300) throw new Error(`the definition was not saved: ${statusCode}`);
}

export async function removeDefinition(openSearch: OpenSearch, id: string): Promise<void> {
  await openSearch.request({
    method: 'DELETE',
    path: `/${INTEGRATIONS_INDEX}/_doc/${id}`,
    querystring: { refresh: true },
  });
}

/** One invocation as Bedrock logs it; `request` makes it unique. */
export const invocation = (accountId: string, request: string, timestamp: number, padding = ''): string =>
  JSON.stringify({
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: new Date(timestamp).toISOString(),
    accountId,
    region: REGION,
    requestId: request,
    operation: 'Converse',
    modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
    identity: { arn: `arn:aws:sts::${accountId}:assumed-role/app/session` },
    input: {
      inputContentType: 'application/json',
      inputBodyJson: { messages: [{ role: 'user', content: [{ text: `question ${request} ${padding}` }] }] },
      inputTokenCount: 10,
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: {
        output: { message: { role: 'assistant', content: [{ text: 'answer' }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
        metrics: { latencyMs: 321 },
      },
      outputTokenCount: 5,
    },
  });

/** Documents of a kind, newest state, with their source. */
export async function stored(
  openSearch: OpenSearch,
  index: string,
): Promise<{ id: string; index: string; source: Record<string, unknown> }[]> {
  await openSearch.request({
    method: 'POST',
    path: `/${index}/_refresh`,
    querystring: { allow_no_indices: true },
  });
  const { statusCode, body } = await openSearch.request({
    method: 'POST',
    path: `/${index}/_search`,
    body: { size: 10_000, query: { match_all: {} } },
  });
  if (statusCode !== 200) throw new Error(`search answered ${statusCode}`);
  return Hits.parse(body).hits.hits.map(({ _id, _index, _source }) => ({
    id: _id,
    index: _index,
    source: _source,
  }));
}

const Hits = z.object({
  hits: z.object({
    hits: z.array(
      z.object({ _id: z.string(), _index: z.string(), _source: z.record(z.string(), z.unknown()) }),
    ),
  }),
});

/** `rest`: what its id ends with; the number of a slot, or what is done with a span and its name. */
export async function taskOf(
  openSearch: OpenSearch,
  accountId: string,
  rest = '0',
): Promise<TaskDocument | undefined> {
  const { statusCode, body } = await openSearch.request({
    method: 'GET',
    path: `/${TASKS_INDEX}/_doc/it-${accountId}:invocation_logs:${REGION}:${rest}`,
  });
  return statusCode === 200
    ? TaskDocument.parse(z.object({ _source: z.unknown() }).parse(body)._source)
    : undefined;
}

/** Waits for what background work brings about; fails with `what` when it does not come. */
export async function eventually(
  what: string,
  condition: () => Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
