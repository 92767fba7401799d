import type { CollectorMetrics, TaskMetrics } from '../collection/collector_metrics';
import { createMetricsPage } from './metrics_page';

const TASK: TaskMetrics = {
  taskId: 'payments:invocation_logs:us-east-1:0',
  integration: 'payments',
  stream: 'invocation_logs',
  region: 'us-east-1',
  slot: 0,
  work: 'live',
  running: true,
  totals: { read: 12, stored: 7, already_stored: 2, enriched: 1, rejected: 2, skipped: 1 },
  readUntil: 1_700_000_000_500,
  lastRun: { outcome: 'retry', endedAt: 1_700_000_001_000, durationMs: 2_500 },
};

const SNAPSHOT: CollectorMetrics = {
  state: 'collecting',
  tasks: [TASK],
  runs: { running: 1, limit: 4 },
  waitingTasks: 3,
  pool: { threads: 2, queued: 5 },
  bulk: { requests: 10, bytes: 12_345, retriedItems: 6, inFlight: 1, concurrency: 4 },
  reasons: { rejected: { not_json: 2 }, skipped: { test_event: 1 } },
  sweeps: { succeeded: 8, failed: 1 },
  failures: { throttled: 2 },
};

const LABELS =
  'task="payments:invocation_logs:us-east-1:0",integration="payments",stream="invocation_logs",region="us-east-1"';

test('every figure has its place, in base units', async () => {
  const text = await createMetricsPage(() => SNAPSHOT, '1.2.3').render();
  const lines = text.split('\n');
  for (const line of [
    'bedrock_collector_build_info{version="1.2.3"} 1',
    `bedrock_collector_records_read_total{${LABELS}} 12`,
    `bedrock_collector_records_total{${LABELS},result="stored"} 7`,
    `bedrock_collector_records_total{${LABELS},result="rejected"} 2`,
    `bedrock_collector_task_read_until_seconds{${LABELS}} 1700000000.5`,
    `bedrock_collector_task_running{${LABELS}} 1`,
    `bedrock_collector_task_last_run_duration_seconds{${LABELS}} 2.5`,
    `bedrock_collector_task_last_run_succeeded{${LABELS}} 0`,
    'bedrock_collector_runs_running 1',
    'bedrock_collector_tasks_waiting 3',
    'bedrock_collector_transform_jobs_waiting 5',
    'bedrock_collector_bulk_bytes_total 12345',
    'bedrock_collector_bulk_items_retried_total 6',
    'bedrock_collector_sweeps_total{result="failed"} 1',
    'bedrock_collector_records_rejected_total{reason="not_json"} 2',
    'bedrock_collector_records_skipped_total{reason="test_event"} 1',
    'bedrock_collector_failures_total{code="throttled"} 2',
    'bedrock_collector_store_usable 1',
  ])
    expect(lines).toContain(line);
  expect(text).toContain('bedrock_collector_process_resident_memory_bytes');
  expect(text).toContain('bedrock_collector_nodejs_eventloop_lag_p99_seconds');
});

test('a second scrape counts nothing twice, and forgets tasks that are gone', async () => {
  let snapshot = SNAPSHOT;
  const page = createMetricsPage(() => snapshot, '1.2.3');
  await page.render();
  expect(await page.render()).toContain('bedrock_collector_bulk_bytes_total 12345\n');
  snapshot = { ...SNAPSHOT, tasks: [] };
  expect(await page.render()).not.toContain('payments');
});

test('two pages in one process are strangers', () => {
  expect(() => [
    createMetricsPage(() => SNAPSHOT, '1'),
    createMetricsPage(() => SNAPSHOT, '2'),
  ]).not.toThrow();
});
