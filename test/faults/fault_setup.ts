/**
 * What every scenario stands on: one OpenSearch for all of them behind a proxy, a local AWS and an account of its own
 * for each, collectors in this process or in their own, and what they say. Every record has a canary in what people
 * wrote: it may be found among stored content and nowhere else.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { noQuota } from '../../dev/aws/quotas';
import { openSearchClient, type OpenSearchAddress } from '../../dev/opensearch/client';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import type { Clock } from '../../server/clock';
import { type Collector, createCollector } from '../../server/collection/collector';
import type { Logger } from '../../server/collection/logger';
import { ensureStateIndices } from '../../server/collection/tasks/state_indices';
import type { OpenSearch } from '../../server/storage/opensearch';
import {
  builtWorker,
  credentialsOf,
  eventually,
  newFolder,
  removeDefinition,
  removeFolder,
} from '../integration/collection_setup';
import { Estate } from './estate';
import { startStoreProxy, type StoreProxy } from './store_proxy';

const NODE_SETTINGS = { 'action.auto_create_index': 'false' };
const SOON = { baseMs: 100, maxMs: 500 };
/** Short, since those who come after a killed one wait for it. */
const LEASE_MS = 3_000;

export interface CollectorProcess {
  kill(): Promise<void>;
}

interface Ground {
  node: OpenSearchNode;
  readonly proxy: StoreProxy;
  readonly dataDir: string;
  readonly programs: {
    readonly folder: string;
    readonly worker: string;
    readonly mortalWorker: string;
    readonly collector: string;
  };
}

export class Stage {
  /** Everything collectors said, those in their own processes included. */
  readonly said: string[] = [];
  private ground: Ground | undefined;
  private aws: LocalAws | undefined;
  /** By how much the time of AWS is ahead of ours. */
  private awsAheadMs = 0;
  private accounts = 0;
  private readonly estates: Estate[] = [];
  private readonly collectors: Collector[] = [];
  private readonly processes: ChildProcess[] = [];

  /** Before the first scenario; they are named before that. */
  async open(): Promise<void> {
    const worker = await builtWorker();
    await build({
      entryPoints: ['collector_process', 'mortal_worker'].map((name) => resolve(__dirname, `${name}.ts`)),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outdir: worker.folder,
      logLevel: 'warning',
    });
    const dataDir = await newFolder('faults');
    const node = await startOpenSearch({ dataDir, settings: NODE_SETTINGS });
    const proxy = await startStoreProxy(() => this.running.node.url);
    const programs = {
      folder: worker.folder,
      worker: worker.workerPath,
      mortalWorker: join(worker.folder, 'mortal_worker.js'),
      collector: join(worker.folder, 'collector_process.js'),
    };
    this.ground = { node, proxy, dataDir, programs };
    // As a first collector would: definitions are there before some of the collectors are.
    await ensureStateIndices(this.store);
  }

  private get running(): Ground {
    if (this.ground === undefined) throw new TypeError('the stage is not open');
    return this.ground;
  }

  get proxy(): StoreProxy {
    return this.running.proxy;
  }

  /** OpenSearch itself, not through the proxy. */
  get store(): OpenSearch {
    return this.running.node.client;
  }

  /** Where OpenSearch itself answers. */
  get address(): OpenSearchAddress {
    return this.running.node;
  }

  /** Programs that are built for the scenarios: the workers, and where there is room for files. */
  get programs(): Ground['programs'] {
    return this.running.programs;
  }

  get faults(): LocalAws['faults'] {
    return this.localAws.faults;
  }

  get localAws(): LocalAws {
    if (this.aws === undefined) throw new TypeError('no scenario has begun');
    return this.aws;
  }

  /** At the beginning of each scenario: an AWS of its own. */
  async begin(): Promise<void> {
    this.awsAheadMs = 0;
    this.aws = await startLocalAws({ port: 0, quota: noQuota, clock: () => Date.now() + this.awsAheadMs });
  }

  /** At its end: collectors, definitions, faults and the AWS are gone; what was collected stays to be searched. */
  async end(): Promise<void> {
    this.proxy.clear();
    this.aws?.faults.clear();
    await Promise.all(this.collectors.splice(0).map((collector) => collector.stop()));
    for (const child of this.processes.splice(0)) await killed(child);
    for (const estate of this.estates.splice(0)) {
      for (const id of estate.definitionIds) await removeDefinition(this.store, id);
      estate.close();
    }
    await this.aws?.stop();
    this.aws = undefined;
  }

  async close(): Promise<void> {
    if (this.ground === undefined) return;
    const { node, proxy, dataDir, programs } = this.ground;
    await proxy.stop();
    await node.stop();
    await removeFolder(dataDir);
    await removeFolder(programs.folder);
  }

  /** Time passes at AWS: messages become visible again. Not more than minutes, or signatures are too old. */
  passAtAws(ms: number): void {
    this.awsAheadMs += ms;
  }

  estate(): Estate {
    this.accounts += 1;
    const estate = new Estate(this, String(300_000_000_000 + this.accounts));
    this.estates.push(estate);
    return estate;
  }

  /** A collector in this process; started. */
  collector(
    changes: { clock?: Clock; identity?: string; leaseMs?: number; workerPath?: string } = {},
  ): Collector {
    const { leaseMs = LEASE_MS, identity = 'test', clock, workerPath = this.programs.worker } = changes;
    const collector = createCollector({
      openSearch: openSearchClient({ url: this.proxy.url }),
      aws: { endpoint: this.localAws.url, credentials: this.credentials() },
      identity,
      logger: this.logger,
      workerPath,
      settings: { pollIntervalMs: 200, leaseMs, sweepBackoff: SOON, stopWithinMs: 5_000 },
      retryPolicy: { retry: SOON, needsPerson: SOON, bug: SOON },
      ...(clock === undefined ? {} : { clock }),
    });
    this.collectors.push(collector);
    collector.start();
    return collector;
  }

  /** A collector in a process of its own, to be killed. */
  process(): CollectorProcess {
    const settings = {
      openSearch: this.proxy.url,
      aws: this.localAws.url,
      workerPath: this.programs.worker,
      credentials: this.credentials(),
      leaseMs: LEASE_MS,
    };
    const child = spawn(process.execPath, [this.programs.collector, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => this.said.push(chunk.toString('utf8')));
    this.processes.push(child);
    return { kill: () => killed(child) };
  }

  /** Ends OpenSearch, lets `meanwhile` happen, and starts it again where it was. */
  async withoutOpenSearch(meanwhile: () => Promise<void>): Promise<void> {
    const { node, dataDir } = this.running;
    await node.stop();
    try {
      await meanwhile();
    } finally {
      // Also after a scenario that failed: the others need it.
      this.running.node = await startOpenSearch({ dataDir, port: node.port, settings: NODE_SETTINGS });
    }
  }

  /** Waits for what collectors bring about; what they said last is told when it does not come. */
  async eventually(what: string, condition: () => Promise<boolean>, withinMs?: number): Promise<void> {
    await eventually(what, condition, withinMs).catch((error: unknown) => {
      throw new Error(`${what}: not in time. Last words:\n${this.said.slice(-15).join('\n')}`, {
        cause: error,
      });
    });
  }

  /** One request to OpenSearch that has to succeed. */
  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const answer = await this.store.request({ method, path, ...(body === undefined ? {} : { body }) });
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** By name, as collectors know them: of all accounts of the scenario. */
  credentials() {
    return credentialsOf(this.estates.map(({ accountId }) => accountId));
  }

  private readonly logger: Logger = {
    debug: (message) => void this.said.push(message),
    info: (message) => void this.said.push(message),
    warn: (message) => void this.said.push(message),
    error: (message) => void this.said.push(message),
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
