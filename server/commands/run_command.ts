/**
 * `bedrock-collector run`: collects until it is asked to stop, or with `--once` until everything is read up to now. Any
 * number of these processes, and of Dashboards, may run on one OpenSearch.
 */
import { type Backoff, backoffMs } from '../backoff';
import { asFailure, Failure } from '../failure';
import { type Collector, createCollector } from '../collection/collector';
import { upsertFileDefinitions } from '../collection/definitions/file_definitions';
import { systemClock } from '../clock';
import { judgeHealth } from '../headless/health';
import { createMetricsPage } from '../headless/metrics_page';
import { startStatusServer, type StatusServer } from '../headless/status_server';
import { type CollectorContext, CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';
import { summarise } from './run_summary';
import type { Program } from './terminal';

export const runCommand: Command = {
  name: 'run',
  summary: 'collect, until it is asked to stop or, with --once, until everything is read',
  usage: 'run --config <file> [--once]',
  help: `Collects the integrations of the file and those that were set up in Dashboards. On SIGTERM or SIGINT it finishes what
it has begun, within the grace period of the file; a second signal ends it at once, and nothing is lost either way.
/healthz and /metrics answer on the address that the file names.

--once   reads every task up to now, prints one line for each and one in total, and ends: with 3 where a person is
         needed, else with 1 where something failed. Records that were rejected or skipped are no failure. No
         /healthz and no /metrics.`,
  async run(args, program) {
    const { values } = parseOptions(args, { ...CONFIG_OPTION, once: { type: 'boolean', default: false } });
    const config = needed(values.config, 'config');
    return withCollector(config, program, (context) =>
      values.once === true ? once(context, program) : untilStopped(context, program),
    );
  },
};

async function once({ file, openSearch, options }: CollectorContext, program: Program): Promise<number> {
  if (file.integrations !== undefined) await upsertFileDefinitions(openSearch, file.integrations);
  const collector = createCollector(options);
  const signal = program.stopSignal();
  try {
    const summaries = await Promise.race([collector.runOnce(), aborted(signal)]);
    if (summaries === STOPPED) {
      program.say('Stopped before everything was read; the next run goes on from there.');
      return EXIT.failed;
    }
    const { lines, code } = summarise(summaries, collector.metrics().reasons);
    await program.write(`${lines.join('\n')}\n`);
    return code;
  } finally {
    await collector.stop();
  }
}

const STOPPED = Symbol('stopped');

const aborted = (signal: AbortSignal): Promise<typeof STOPPED> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(STOPPED);
    signal.addEventListener('abort', () => resolve(STOPPED), { once: true });
  });

async function untilStopped(context: CollectorContext, program: Program): Promise<number> {
  const { file, logger, options } = context;
  const signal = program.stopSignal();
  const collector = createCollector(options);
  const server = file.server.enabled ? await serve(collector, context, program, signal) : undefined;
  try {
    logger.info(
      `bedrock-collector ${program.version} collects as ${options.identity}` +
        (server === undefined ? '.' : `; health and metrics on ${server.url}.`),
    );
    collector.start();
    const problem = await Promise.race([bringIn(context, signal), aborted(signal)]);
    if (problem instanceof Failure) throw problem;
    await aborted(signal);
    logger.info(`Stopping: what has begun is finished within ${file.collector.grace_period} s.`);
  } finally {
    // Whatever happens, leases are given up rather than left to run out.
    const stopped = await stopInTime(collector, file.collector.grace_period);
    if (!stopped)
      logger.warn('Not everything was finished in time; it is read again by whoever takes the tasks next.');
    await server?.close();
  }
  logger.info('Stopped.');
  return EXIT.ok;
}

const RETRY: Backoff = { baseMs: 2_000, maxMs: 60_000 };

/**
 * Brings the integrations of the file into the index, however long OpenSearch takes to be there; collection of others
 * goes on meanwhile. Resolves to a failure where the file contradicts the index, which no waiting mends.
 */
async function bringIn(
  { file, openSearch, logger }: CollectorContext,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  if (file.integrations === undefined) return undefined;
  let told: string | undefined;
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      const { created, updated, disabled } = await upsertFileDefinitions(openSearch, file.integrations);
      const changes = [
        ...created.map((id) => `${id} is new`),
        ...updated.map((id) => `${id} has changed`),
        ...disabled.map((id) => `${id} is not in the file any more and was switched off`),
      ];
      if (changes.length > 0) logger.info(`Integrations of the file: ${changes.join(', ')}.`);
      return undefined;
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'id_taken') return failure;
      if (failure.code !== told)
        logger.warn(
          `The integrations of the file cannot be brought in yet. ${failure.message} ${failure.action}`,
        );
      told = failure.code;
    }
    await systemClock.sleep(backoffMs(attempt, RETRY, Math.random), signal);
  }
  return undefined;
}

/** Of the grace period, what is left for closing once everything has been finished or given up. */
const CLOSING_MS = 5_000;

async function stopInTime(collector: Collector, graceSeconds: number): Promise<boolean> {
  const inTime = new AbortController();
  const late = systemClock.sleep(graceSeconds * 1_000 + CLOSING_MS, inTime.signal).then(() => false);
  const stopped = await Promise.race([collector.stop().then(() => true), late]);
  inTime.abort();
  return stopped;
}

function serve(
  collector: Collector,
  { file, logger }: CollectorContext,
  program: Program,
  signal: AbortSignal,
): Promise<StatusServer> {
  const startedAt = Date.now();
  return startStatusServer({
    ...file.server,
    health: () => {
      const { problem, lastGoodSweepAt } = collector.status();
      return judgeHealth({ problem, lastGoodSweepAt, startedAt, stopping: signal.aborted, now: Date.now() });
    },
    metrics: createMetricsPage(() => collector.metrics(), program.version),
    onError: (error) =>
      logger.error(`A page of the status server could not be made: ${asFailure(error).message}`),
  });
}
