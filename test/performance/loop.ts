/**
 * How long the event loop of Dashboards is held up while the plugin collects as fast as it can and answers pages:
 * measured inside the host's process, with the figure of the same host at rest beside it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { OverviewRequest } from '../../common/api/overview';
import { IntegrationDefinition } from '../../common/integrations/definition';
import { buildHostAssets } from '../../dev/host/build_host_assets';
import { type PluginApi, pluginApi } from '../../dev/plugin_api';
import { type NodeChild, startNodeChild } from '../../dev/process/node_child';
import { stage } from '../../scripts/build';
import { root } from '../../scripts/bundles/layout';
import { benchIntegration, benchSettings, type Rig, withRig } from './collecting';
import { type Bench, figure, type Surroundings } from './figure';

const MOST_MS = 20;
/** More than can be stored while it is measured. */
const OBJECTS = 600;
const RECORDS_PER_OBJECT = 200;
const REST_MS = 15_000;
const BUSY_MS = 45_000;
/** A page that refreshes itself, and a second person. */
const ASK_EVERY_MS = 500;
const QUESTION: OverviewRequest = {
  range: { from: Date.UTC(2026, 9, 20), to: Date.UTC(2026, 9, 21) },
  time_zone: 'UTC',
  filters: { accounts: [], regions: [], models: [], callers: [] },
  rank_by: 'spend',
};

const Delays = z.object({ p50: z.number(), p99: z.number(), most: z.number() });
type Delays = z.infer<typeof Delays>;

export const loop: Bench = (around) =>
  withRig({ objects: OBJECTS, recordsPerObject: RECORDS_PER_OBJECT }, around, async (rig) => {
    const folder = await mkdtemp(join(tmpdir(), 'bedrock-bench-loop-'));
    try {
      const { host, api } = await startHost(rig, folder, around);
      await probe(host, folder);
      await askingPages(api, REST_MS);
      const rest = await probe(host, folder);
      await api.saveIntegration(IntegrationDefinition.parse(benchIntegration(rig.aws, SETTINGS)));
      rig.deliver();
      await untilStoring(api);
      await probe(host, folder);
      await askingPages(api, BUSY_MS);
      const busy = await probe(host, folder);
      const stored = await storedSoFar(api);
      await host.stop();
      around.say(`at rest: ${describe(rest)}; collecting: ${describe(busy)}; ${stored} records stored`);
      if (stored >= rig.aws.records)
        throw new Error('everything was stored before the measuring ended: there was a rest in it');
      const figures: readonly [string, number][] = [
        ['p99_at_rest', rest.p99],
        ['p99_collecting', busy.p99],
      ];
      return figures.map(([metric, ms]) =>
        figure('loop', metric, { value: Number(ms.toFixed(1)), unit: 'ms', limit: MOST_MS }),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

const SETTINGS = { slots: 2, workers: 4 };

async function startHost(
  rig: Rig,
  folder: string,
  { shutdown }: Surroundings,
): Promise<{ host: NodeChild; api: PluginApi }> {
  const config = join(folder, 'host.json');
  await writeFile(config, JSON.stringify({ bedrock: benchSettings(rig.aws) }), { mode: 0o600 });
  const { directory: plugin } = await stage();
  await buildHostAssets();
  const host = await startNodeChild({
    name: 'dashboards',
    script: join(root, 'dev/host/main.ts'),
    args: ['--plugin', plugin, '--port', '0', '--opensearch', rig.node.url, '--config', config],
    nodeOptions: ['--require', join(__dirname, 'event_loop_probe.cjs')],
    cwd: root,
    ready: 'message',
    readyWithinMs: 120_000,
    onSpawn: (child) => shutdown.add('Dashboards', () => child.stop()),
  });
  return { host, api: pluginApi(z.object({ url: z.string() }).parse(host.ready).url) };
}

/** The delays since the last time. */
async function probe(host: NodeChild, folder: string): Promise<Delays> {
  const file = join(folder, `delays-${performance.now()}.json`);
  host.send({ probe: file });
  const deadline = performance.now() + 30_000;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return Delays.parse(JSON.parse(text));
    if (performance.now() > deadline) throw new Error('the event loop of the host did not answer its probe');
    await sleep(50);
  }
}

async function askingPages(api: PluginApi, forMs: number): Promise<void> {
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    await api.overview(QUESTION);
    await api.collectionStatus();
    await sleep(ASK_EVERY_MS);
  }
}

async function untilStoring(api: PluginApi): Promise<void> {
  const deadline = performance.now() + 60_000;
  while ((await storedSoFar(api)) === 0) {
    if (performance.now() > deadline) throw new Error('the plugin stores nothing');
    await sleep(200);
  }
}

const storedSoFar = async (api: PluginApi): Promise<number> =>
  (await api.overview(QUESTION)).current.invocations;

const describe = ({ p50, p99, most }: Delays): string =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, at most ${most.toFixed(0)} ms`;
