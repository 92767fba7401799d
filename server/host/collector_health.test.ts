import type { Observable } from 'rxjs';
import type { ServiceStatus } from 'osd/core/server';
import type { RunnerStatus } from '../collection/runner';
import { publishHealth, serviceStatusOf } from './collector_health';

const status = (changes: Partial<RunnerStatus> = {}): RunnerStatus => ({
  state: 'collecting',
  runningTasks: 0,
  tasksWaitingForStore: 0,
  tasksNeedingAttention: 0,
  waitingTasks: 0,
  ...changes,
});
const problem = {
  code: 'opensearch_forbidden',
  message: 'OpenSearch refused to read the tasks: the collector lacks a right.',
  action: 'Grant its role read on .bedrock-tasks.',
};

test.each([
  ['off', 'available', 'collects none'],
  [status(), 'available', 'Collecting'],
  [status({ state: 'starting' }), 'available', 'Starting'],
  [status({ state: 'waiting_for_store', problem }), 'degraded', problem.message],
  [status({ tasksNeedingAttention: 1 }), 'degraded', '1 stream of Bedrock telemetry needs attention'],
  [status({ tasksNeedingAttention: 2 }), 'degraded', '2 streams of Bedrock telemetry need attention'],
  [status({ tasksWaitingForStore: 3 }), 'degraded', '3 streams'],
] as const)('%j: %s', (now, level, summary) => {
  const told = serviceStatusOf(now);
  expect(String(told.level)).toBe(level);
  expect(JSON.stringify(told)).toContain(`"level":"${level}"`);
  expect(told.summary).toContain(summary);
});

test('the next step is told with the problem', () => {
  expect(serviceStatusOf(status({ state: 'waiting_for_store', problem })).detail).toBe(problem.action);
});

test('the host is told of changes, once each', () => {
  const told: string[] = [];
  const core = {
    set: (status$: Observable<ServiceStatus>) =>
      void status$.subscribe(({ level, summary }) => told.push(`${String(level)}: ${summary}`)),
  };
  const publish = publishHealth({ status: core });
  publish(status());
  publish(status());
  publish(status({ tasksNeedingAttention: 1 }));
  publish(status());
  expect(told).toEqual([
    'available: Starting',
    'available: Collecting',
    'degraded: 1 stream of Bedrock telemetry needs attention',
    'available: Collecting',
  ]);
});

test('a host without a status service is fine', () => {
  expect(() => publishHealth({})(status())).not.toThrow();
});
