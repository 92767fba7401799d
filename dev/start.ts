/**
 * `npm start`: from a checkout to a page with live data. Says each step, prints `ready <url>` once the page has
 * data up to now, and stops everything it started on Ctrl-C.
 */
import type { CollectionSource, CollectionStatus } from '../common/api/collection_status';
import { NO_FILTERS } from '../common/api/invocation_scope';
import { INDEX_PATTERN } from '../common/plugin';
import { OptionError, parseStartOptions, USAGE } from './options';
import { PluginApiError } from './plugin_api';
import { SetupProblem } from './process/setup_problem';
import { Shutdown, stopOnSignals } from './process/shutdown';
import { type Stack, startStack } from './stack';

const began = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
};

const YEAR_MS = 365 * 86_400_000;
const POLL_MS = 500;
/** A source this close to now counts as read: the tail is never quite there. */
const UP_TO_DATE_MS = 3 * 60_000;
/** Their points stand for minutes, and are known only minutes later. */
const METRICS_UP_TO_DATE_MS = 10 * 60_000;

async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const shutdown = new Shutdown();
  stopOnSignals(shutdown, say);
  // The parent that `npm` started holds the other end: when it is gone, so are we.
  process.once('disconnect', () => {
    shutdown.run().then(
      () => process.exit(1),
      () => process.exit(1),
    );
  });
  try {
    const { openSearchUrl, aws, seed, ...rest } = options;
    const stack = await startStack(
      {
        ...rest,
        ...(openSearchUrl === undefined ? {} : { openSearchUrl }),
        ...(aws === undefined ? {} : { aws }),
        ...(seed === undefined ? {} : { seed }),
      },
      shutdown,
      { step: say, log: say },
    );
    await untilThePageHasData(stack);
    process.stdout.write(`ready ${stack.url}/app/bedrock\n`);
  } catch (error) {
    const stopped = shutdown.begun;
    await shutdown.run();
    // What fails because everything is being stopped is no news; the signal's own end follows.
    if (!stopped) throw error;
  }
}

/** Resolves when every source is read up to now, so that the first look at the page is a true one. */
async function untilThePageHasData({ api, client, integrations }: Stack): Promise<void> {
  const sources = integrations.reduce(
    (sum, { regions, streams }) => sum + regions.length * Object.keys(streams).length,
    0,
  );
  const told = new Set<string>();
  let shown = '';
  say('Collecting');
  for (;;) {
    const status = await answered(() => api.collectionStatus(), told);
    if (status) {
      for (const source of status.sources) tellAttention(source, told);
      const line = progressOf(status, sources);
      if (line !== shown) say(line);
      shown = line;
      if (isUpToDate(status, sources)) {
        // What is stored is found only after a refresh, which comes by itself within half a minute.
        await client.request({ method: 'POST', path: `/${INDEX_PATTERN.invocation}/_refresh` });
        const { invocations } = (await overviewOfTheYear(api)).current;
        say(`  ${invocations.toLocaleString('en')} invocations collected`);
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const overviewOfTheYear = (api: Stack['api']) =>
  api.overview({
    range: { from: Date.now() - YEAR_MS, to: Date.now() },
    time_zone: 'UTC',
    filters: NO_FILTERS,
    rank_by: 'spend',
  });

function isUpToDate({ sources, now }: CollectionStatus, expected: number): boolean {
  const read = sources.filter(
    ({ stream, read_until: until }) =>
      until !== null && until > now - (stream === 'metrics' ? METRICS_UP_TO_DATE_MS : UP_TO_DATE_MS),
  );
  return read.length >= expected;
}

function progressOf({ sources }: CollectionStatus, expected: number): string {
  const reached = sources.flatMap(({ read_until: until }) => (until === null ? [] : [until]));
  if (reached.length < expected) return `  ${reached.length} of ${expected} sources have their first records`;
  return `  everything up to ${new Date(Math.min(...reached)).toISOString().slice(0, 16)}Z`;
}

/** What needs a person is told once, here as on the page; the wait goes on, for it may be mended meanwhile. */
function tellAttention({ id, attention }: CollectionSource, told: Set<string>): void {
  if (!attention || told.has(`${id} ${attention.code}`)) return;
  told.add(`${id} ${attention.code}`);
  say(`  ${id}: ${attention.message} ${attention.action}`);
}

/** A store that is down for a moment is waited for; it is told once. */
async function answered<T>(ask: () => Promise<T>, told: Set<string>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PluginApiError) || error.statusCode < 500) throw error;
    if (!told.has(error.message)) say(`  ${error.message}`);
    told.add(error.message);
    return undefined;
  }
}

main().catch((error: unknown) => {
  if (error instanceof OptionError) process.stderr.write(`${error.message}\n\n${USAGE}`);
  else if (error instanceof SetupProblem || error instanceof PluginApiError)
    process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(error instanceof OptionError ? 2 : 1);
});
