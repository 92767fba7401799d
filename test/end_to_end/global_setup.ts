/**
 * Brings up what all end-to-end tests look at, once: without `OSD_URL` a whole stack of our own (OpenSearch, local AWS
 * with two days of sample traffic that keeps flowing, the slim host with the built plugin), with it the host that it
 * names. Resolves when everything up to now has been collected.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Shutdown } from '../../dev/process/shutdown';
import { startStack } from '../../dev/stack';
import { LONGEST_DELAY } from '../../dev/workload/due';
import { DEFAULT_SEED } from '../../dev/workload/options';
import { HOUR } from '../../dev/workload/rhythm';
import { useGivenHost } from './given_host';
import { announce, apiOf, openSearchOf, type Surroundings } from './surroundings';

/** So that a range of 23 hours and the 23 hours before it are whole at any minute. */
const DAYS = 2;
const COMPLETE_HOURS = 46;
const COLLECTED_WITHIN_MS = 300_000;
const POLL_MS = 500;

declare global {
  /** What the set-up started, for the tear-down; both run in Jest's own world, outside those of the files. */
  var endToEndShutdown: Shutdown | undefined;
}

type Found = Omit<Surroundings, 'complete'> & {
  /** Ids of the integrations whose data the tests count. */
  readonly integrations: readonly string[];
};

export default async function setUp(): Promise<void> {
  const shutdown = new Shutdown();
  globalThis.endToEndShutdown = shutdown;
  try {
    const given = process.env['OSD_URL'];
    const { integrations, ...found } =
      given === undefined || given === ''
        ? await startOwnStack(shutdown)
        : await useGivenHost(given, process.env, shutdown, DAYS);
    // Of an hour everything has arrived once the latest of its events can have.
    const to = Math.floor((Date.now() - LONGEST_DELAY - 60_000) / HOUR) * HOUR;
    const surroundings: Surroundings = { ...found, complete: { from: to - COMPLETE_HOURS * HOUR, to } };
    await untilCollected(surroundings, integrations);
    announce(surroundings);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function startOwnStack(shutdown: Shutdown): Promise<Found> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bedrock-end-to-end-'));
  shutdown.add('the data folder', () => rm(dataDir, { recursive: true, force: true }));
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  try {
    const stack = await startStack(
      {
        port: 0,
        openSearchPort: 0,
        awsPort: 0,
        dataDir,
        content: 'full',
        live: true,
        basePath: '',
        days: DAYS,
      },
      shutdown,
      { step: keep, log: keep },
    );
    if (stack.workload === undefined) throw new Error('the stack has no sample traffic');
    return {
      url: stack.url,
      openSearch: stack.openSearch,
      awsUrl: stack.workload.url,
      seed: DEFAULT_SEED,
      integrations: stack.integrations.map(({ id }) => id),
    };
  } catch (error) {
    console.error(lines.slice(-40).join('\n'));
    throw error;
  }
}

/** Everything that had happened when the set-up began is stored, and searches see it; of metrics, which are
 * known only later, whatever there was. */
async function untilCollected(around: Surroundings, integrations: readonly string[]): Promise<void> {
  const api = apiOf(around);
  const until = Date.now();
  const deadline = performance.now() + COLLECTED_WITHIN_MS;
  for (;;) {
    const { sources } = await api.collectionStatus();
    const ours = sources.filter(({ integration_id: id }) => integrations.includes(id));
    const isRead = (id: string): boolean =>
      ours.some(({ integration_id }) => integration_id === id) &&
      ours.every(
        ({ integration_id, stream, read_until: read }) =>
          integration_id !== id || (stream === 'metrics' ? read !== null : (read ?? 0) >= until),
      );
    if (integrations.every(isRead)) break;
    if (performance.now() > deadline) {
      throw new Error(`The sample traffic was not collected in time: ${JSON.stringify(ours, null, 1)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await openSearchOf(around).request({
    method: 'POST',
    path: '/logs-aws_bedrock.*,bedrock-content-*/_refresh',
  });
}
