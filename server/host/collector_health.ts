/**
 * The collector's health in the host's status service (`/api/status`), for people and for whoever watches the host.
 * `degraded` is the worst it says: the pages answer whatever becomes of collection, `critical` would block the
 * whole interface, and `unavailable` would turn the overall status of Dashboards red for the sake of one plugin.
 */
import { BehaviorSubject } from 'rxjs';
import type { CoreSetup, ServiceStatus, ServiceStatusLevel } from 'osd/core/server';
import type { RunnerStatus } from '../collection/runner';

/** The host's own levels are values of a module that plugins cannot import; it looks at nothing but these three. */
const level = (name: string, severity: number): ServiceStatusLevel => ({
  toString: () => name,
  valueOf: () => severity,
  toJSON: () => name,
});
const AVAILABLE = level('available', 0);
const DEGRADED = level('degraded', 1);

/** What the host is told of a collector; `off` where this instance collects nothing. */
export function serviceStatusOf(status: RunnerStatus | 'off'): ServiceStatus {
  if (status === 'off') return { level: AVAILABLE, summary: 'This instance shows data and collects none' };
  const { state, problem, tasksNeedingAttention, tasksWaitingForStore } = status;
  if (problem !== undefined)
    return { level: DEGRADED, summary: `Collection waits: ${problem.message}`, detail: problem.action };
  if (tasksNeedingAttention > 0)
    return {
      level: DEGRADED,
      summary: `${streams(tasksNeedingAttention)} of Bedrock telemetry ${tasksNeedingAttention === 1 ? 'needs' : 'need'} attention`,
      detail: 'The Overview page of Bedrock says which, and what to do.',
    };
  if (tasksWaitingForStore > 0)
    return {
      level: DEGRADED,
      summary: `OpenSearch does not take what ${streams(tasksWaitingForStore)} of Bedrock telemetry brought`,
      detail:
        'Nothing is lost: it is stored as soon as OpenSearch takes it. Look at the health of the cluster.',
    };
  return {
    level: AVAILABLE,
    summary: state === 'collecting' ? 'Collecting' : state === 'starting' ? 'Starting' : 'Stopped',
  };
}

const streams = (count: number): string => (count === 1 ? '1 stream' : `${count} streams`);

/** Registers the plugin's status where the host has a service for it; what is returned is to be told of changes. */
export function publishHealth({
  status,
}: {
  status?: Pick<CoreSetup['status'], 'set'>;
}): (now: RunnerStatus | 'off') => void {
  const told = new BehaviorSubject<ServiceStatus>({ level: AVAILABLE, summary: 'Starting' });
  status?.set(told);
  return (now) => {
    const next = serviceStatusOf(now);
    const last = told.value;
    if (next.summary !== last.summary || next.level !== last.level) told.next(next);
  };
}
