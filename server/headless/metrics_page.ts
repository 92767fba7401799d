/**
 * What a collector did, as Prometheus reads it. Made from a snapshot at every scrape, so that nothing is counted twice
 * over, and in a registry of its own. Labels are names from definitions and closed lists of codes; nothing of any record.
 * https://prometheus.io/docs/practices/naming/
 */
import { Registry, Counter, Gauge, collectDefaultMetrics } from 'prom-client';
import type { CollectorMetrics, TaskMetrics } from '../collection/collector_metrics';

export interface MetricsPage {
  readonly contentType: string;
  render(): Promise<string>;
}

const PREFIX = 'bedrock_collector_';
const TASK = ['task', 'integration', 'stream', 'region'] as const;

/** Counts of a run, as label values of `records_total`. */
const RESULTS = ['stored', 'already_stored', 'enriched', 'rejected', 'skipped'] as const;
/** Of a re-pricing, as label values of `documents_priced_total`. */
const PRICED = ['repriced', 'unchanged'] as const;

/** `version`: of this program. */
export function createMetricsPage(snapshot: () => CollectorMetrics, version: string): MetricsPage {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: PREFIX });
  new Gauge({
    name: `${PREFIX}build_info`,
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);

  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: PREFIX + name, help, labelNames, registers: [registry] });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: PREFIX + name, help, labelNames, registers: [registry] });

  const read = counter('records_read_total', 'Records read from AWS.', ...TASK);
  const records = counter(
    'records_total',
    'Records by what became of them; enriched ones are also already_stored.',
    ...TASK,
    'result',
  );
  const documents = counter(
    'documents_priced_total',
    'Stored documents that re-pricings looked at, by whether their price changed.',
    ...TASK,
    'result',
  );
  const rejected = counter(
    'records_rejected_total',
    'Records that could not be stored, each under its first reason.',
    'reason',
  );
  const skipped = counter('records_skipped_total', 'Records that are not ours to keep, by reason.', 'reason');
  const readUntil = gauge(
    'task_read_until_seconds',
    'Event time, as a Unix time, up to which this process has seen everything of a live task stored.',
    ...TASK,
  );
  const running = gauge('task_running', 'Whether this process runs the task now.', ...TASK);
  const lastRunEnded = gauge(
    'task_last_run_end_seconds',
    'When the last run of a task by this process ended, as a Unix time.',
    ...TASK,
  );
  const lastRunDuration = gauge('task_last_run_duration_seconds', 'How long that run took.', ...TASK);
  const lastRunSucceeded = gauge('task_last_run_succeeded', 'Whether that run did what it should.', ...TASK);
  const runsRunning = gauge('runs_running', 'Runs that go on now.');
  const runsLimit = gauge('runs_limit', 'Runs that may go on at the same time.');
  const waiting = gauge('tasks_waiting', 'Due tasks that the last look left because every seat was taken.');
  const threads = gauge('transform_threads', 'Threads that parse and transform.');
  const queued = gauge('transform_jobs_waiting', 'Jobs that wait for a thread.');
  const bulkRequests = counter('bulk_requests_total', 'Bulk requests sent to OpenSearch.');
  const bulkBytes = counter('bulk_bytes_total', 'Bytes of bulk requests sent to OpenSearch.');
  const bulkRetried = counter(
    'bulk_items_retried_total',
    'Items that were sent again because OpenSearch was busy.',
  );
  const bulkInFlight = gauge('bulk_requests_in_flight', 'Bulk requests that wait for their answers.');
  const bulkConcurrency = gauge(
    'bulk_concurrency',
    'Bulk requests that may be under way at the same time, as it adapts.',
  );
  const sweeps = counter('sweeps_total', 'Looks for due tasks.', 'result');
  const failures = counter('failures_total', 'Failed runs, batches and looks for tasks, by code.', 'code');
  const storeUsable = gauge('store_usable', 'Whether the last look for due tasks could use OpenSearch.');

  /** Counters are set, not added to: the snapshot holds totals. */
  const total = <L extends string>(
    of: Counter<L>,
    value: number,
    labels: Partial<Record<L, string>> = {},
  ): void => {
    of.inc(labels, value);
  };

  const takeTask = (task: TaskMetrics): void => {
    const { taskId, integration, stream, region, totals, lastRun } = task;
    const labels = { task: taskId, integration, stream, region };
    if (task.work === 'repricing') {
      for (const result of PRICED) total(documents, totals[result] ?? 0, { ...labels, result });
    } else {
      total(read, totals.read, labels);
      for (const result of RESULTS) total(records, totals[result], { ...labels, result });
    }
    running.set(labels, task.running ? 1 : 0);
    // Of the past it would look like data that are late.
    if (task.work === 'live' && task.readUntil !== undefined) readUntil.set(labels, task.readUntil / 1_000);
    if (lastRun === undefined) return;
    lastRunEnded.set(labels, lastRun.endedAt / 1_000);
    lastRunDuration.set(labels, lastRun.durationMs / 1_000);
    lastRunSucceeded.set(labels, lastRun.outcome === 'succeeded' || lastRun.outcome === 'stopped' ? 1 : 0);
  };

  const take = ({
    tasks,
    runs,
    waitingTasks,
    pool,
    bulk,
    reasons,
    sweeps: looks,
    failures: codes,
    state,
  }: CollectorMetrics) => {
    for (const one of [
      read,
      records,
      rejected,
      skipped,
      bulkRequests,
      bulkBytes,
      bulkRetried,
      sweeps,
      failures,
    ])
      one.reset();
    // Tasks that are gone must not go on being told.
    for (const one of [readUntil, running, lastRunEnded, lastRunDuration, lastRunSucceeded]) one.reset();
    tasks.forEach(takeTask);
    runsRunning.set(runs.running);
    runsLimit.set(runs.limit);
    waiting.set(waitingTasks);
    threads.set(pool.threads);
    queued.set(pool.queued);
    total(bulkRequests, bulk.requests);
    total(bulkBytes, bulk.bytes);
    total(bulkRetried, bulk.retriedItems);
    bulkInFlight.set(bulk.inFlight);
    bulkConcurrency.set(bulk.concurrency);
    for (const [reason, times] of Object.entries(reasons.rejected)) total(rejected, times, { reason });
    for (const [reason, times] of Object.entries(reasons.skipped)) total(skipped, times, { reason });
    total(sweeps, looks.succeeded, { result: 'succeeded' });
    total(sweeps, looks.failed, { result: 'failed' });
    for (const [code, times] of Object.entries(codes)) total(failures, times, { code });
    storeUsable.set(state === 'collecting' ? 1 : 0);
  };

  return {
    contentType: registry.contentType,
    render() {
      take(snapshot());
      return registry.metrics();
    },
  };
}
