/**
 * What the collection benches stand on: a real OpenSearch, a local AWS with objects in a bucket, and the collector as
 * it ships, each in a process of its own. How far the collector is, is read from its own metrics.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { eachLine, Tail } from '../../dev/process/lines';
import { startNodeChild } from '../../dev/process/node_child';
import { freePort } from '../../dev/process/port';
import { describeExit, supervise, type Supervised } from '../../dev/process/supervised';
import { buildCollector } from '../../scripts/build';
import { AwsReady, ESTATE, type ObjectsToPut } from './aws_with_objects';
import type { Surroundings } from './figure';

const HEAP_MB = 1_024;
const POLL_MS = 250;
const CREDENTIALS = 'bench';
const MIB = 1024 ** 2;
const GIVE_UP_AFTER_MS = 15 * 60_000;

export interface CollectorSettings {
  /** Consumers of the queue, and objects each reads at the same time. */
  readonly slots: number;
  readonly workers: number;
}

export interface Rig {
  readonly node: OpenSearchNode;
  readonly aws: AwsReady;
  /** Puts the objects into the bucket and tells the queue. */
  deliver(): void;
  startCollector(settings: CollectorSettings): Promise<RunningCollector>;
}

/** Collecting, with nothing to collect yet. */
export interface RunningCollector {
  /** Records stored so far. */
  stored(): Promise<number>;
  /** Resident memory of the process, MiB. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts all but the collector, hands it to `measure`, and stops everything whatever happens. */
export async function withRig<T>(
  objects: ObjectsToPut,
  { say, shutdown }: Surroundings,
  measure: (rig: Rig) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-bench-collect-'));
  const started: Supervised[] = [];
  const note = (what: string) => (child: Supervised) => {
    started.push(child);
    shutdown.add(what, () => child.stop());
  };
  try {
    say('making objects for the local AWS');
    const child = await startNodeChild({
      name: 'aws',
      script: join(__dirname, 'aws_with_objects.ts'),
      args: [JSON.stringify(objects)],
      ready: 'message',
      readyWithinMs: 600_000,
      onSpawn: note('the local AWS'),
      onLine: say,
    });
    const aws = AwsReady.parse(child.ready);
    say(`${aws.objects} objects, ${aws.records} records, ${(aws.bytes / MIB).toFixed(0)} MiB`);
    const node = await startOpenSearch({
      dataDir: join(folder, 'opensearch'),
      heapMb: HEAP_MB,
      optimise: 'throughput',
      onSpawn: note('OpenSearch'),
    });
    return await measure({
      node,
      aws,
      deliver: () => child.send({ deliver: true }),
      startCollector: (settings) => startCollector(folder, { node, aws }, settings, note('the collector')),
    });
  } finally {
    for (const child of started.reverse()) await child.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startCollector(
  folder: string,
  { node, aws }: Pick<Rig, 'node' | 'aws'>,
  settings: CollectorSettings,
  note: (child: Supervised) => void,
): Promise<RunningCollector> {
  const port = await freePort();
  const config = join(folder, 'collector.json');
  await writeFile(config, JSON.stringify(configuration(node.url, aws, settings, port)), { mode: 0o600 });
  const child = spawn(process.execPath, [await buildCollector(), 'run', '--config', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const tail = new Tail();
  eachLine(child.stderr, (line) => tail.add(line));
  const supervised = await supervise(child, { graceMs: 30_000 });
  note(supervised);
  let ended = false;
  void supervised.exited.then(() => (ended = true));

  return {
    async stored() {
      if (ended) throw new Error(`the collector ${describeExit(await supervised.exited)}:\n${tail}`);
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
      // Not listening yet.
      return answer === undefined ? 0 : storedIn(await answer.text());
    },
    async memory() {
      const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8');
      const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      if (kib === undefined) throw new Error('the collector has no resident memory: it ended');
      return Number(kib) / 1024;
    },
    async stop() {
      await supervised.stop();
    },
  };
}

/** Settings as under `bedrock` in the yml of Dashboards, and at the top of a collector's file. */
export const benchSettings = (aws: AwsReady) => ({
  aws: {
    endpoint: aws.url,
    credentials: {
      [CREDENTIALS]: { access_key_id: ESTATE.accessKeyId, secret_access_key: ESTATE.secretAccessKey },
    },
  },
});

export const benchIntegration = (aws: AwsReady, { slots, workers }: CollectorSettings) => ({
  id: 'bench',
  name: 'Bench',
  account: { id: ESTATE.accountId },
  regions: [ESTATE.region],
  credentials: { type: 'named', name: CREDENTIALS },
  content: 'full',
  streams: {
    invocation_logs: {
      source: 's3_notifications',
      queue_url: aws.queueUrl,
      buckets: [ESTATE.bucket],
      slots,
      number_of_workers: workers,
      path_style: true,
    },
  },
});

/** JSON is YAML. */
const configuration = (openSearch: string, aws: AwsReady, settings: CollectorSettings, port: number) => ({
  ...benchSettings(aws),
  opensearch: { hosts: [openSearch] },
  server: { host: '127.0.0.1', port },
  integrations: [benchIntegration(aws, settings)],
});

function storedIn(metrics: string): number {
  let stored = 0;
  for (const [, value] of metrics.matchAll(
    /^bedrock_collector_records_total\{[^}\n]*result="stored"[^}\n]*\} (\d+)$/gm,
  ))
    stored += Number(value);
  return stored;
}

/** Records per second from when `after` were seen stored, or the first of all, until all of `records` were. */
export async function storingRate(
  collector: Pick<RunningCollector, 'stored'>,
  records: number,
  { after = 1, watch }: { readonly after?: number; readonly watch?: () => Promise<void> } = {},
): Promise<number> {
  const deadline = performance.now() + GIVE_UP_AFTER_MS;
  let first: { readonly at: number; readonly stored: number } | undefined;
  for (;;) {
    const stored = await collector.stored();
    const at = performance.now();
    if (stored >= after) first ??= { at, stored };
    if (first !== undefined && stored >= records) return (stored - first.stored) / ((at - first.at) / 1_000);
    if (at > deadline) throw new Error(`only ${stored} of ${records} records were stored in time`);
    await watch?.();
    await sleep(POLL_MS);
  }
}
