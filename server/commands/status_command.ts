/** `bedrock-collector status`: what every task does, how far it is, and what needs a person. */
import {
  type Attention,
  progressOf,
  type StreamFacts,
  type TaskDocument,
  type TaskWork,
  workOf,
} from '../../common/integrations/task';
import { TASKS_INDEX } from '../../common/plugin';
import { describeCounts } from '../collection/runs/run_report';
import { TaskStore } from '../collection/tasks/task_store';
import { CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';
import { duration } from './duration';
import { isThere } from './state_index';
import { table } from './table';

export const statusCommand: Command = {
  name: 'status',
  summary: 'show what every task does, how far it is, and what needs a person',
  usage: 'status --config <file> [--integration <id>] [--json]',
  help: `Tells of the tasks of all collectors on this OpenSearch, from what they wrote down last. The lag is the time between
now and the event time up to which everything is stored.

--integration   only of this one
--json          one JSON document instead of a table; times are epoch milliseconds
Ends with 3 where a task waits for a person.`,
  run(args, program) {
    const { values } = parseOptions(args, {
      ...CONFIG_OPTION,
      integration: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    return withCollector(needed(values.config, 'config'), program, async ({ openSearch }) => {
      const tasks = (await isThere(openSearch, TASKS_INDEX))
        ? (await new TaskStore(openSearch).list()).tasks
        : [];
      const { integration } = values;
      const shown = tasks
        .filter(({ task }) => integration === undefined || task.integration_id === integration)
        .map(({ id, task }) => statusOf(id, task, Date.now()))
        .sort((a, b) => (a.task < b.task ? -1 : 1));
      await program.write(
        values.json === true ? `${JSON.stringify({ tasks: shown }, null, 2)}\n` : page(shown),
      );
      return shown.some(({ state }) => state === 'attention') ? EXIT.needsPerson : EXIT.ok;
    });
  },
};

export interface TaskStatus {
  readonly task: string;
  readonly state: TaskDocument['state'];
  readonly work: TaskWork['kind'];
  /** Milliseconds; null for what has read nothing yet, and for backfills and re-pricings. */
  readonly lag: number | null;
  readonly read_until: number | null;
  /** Consecutive runs that failed. */
  readonly failures: number;
  readonly owner: string | null;
  /** Share of the span that is done, 0 to 1; null for live collection. */
  readonly progress: number | null;
  readonly totals: TaskDocument['totals'];
  /** How much it asks AWS for, and what AWS charges for that; null where it does not tell. */
  readonly told: StreamFacts | null;
  readonly last_error: string | null;
  readonly attention: Attention | null;
}

/** `now` in epoch milliseconds. */
export function statusOf(id: string, task: TaskDocument, now: number): TaskStatus {
  const progress = progressOf(task);
  const until = task.read_until;
  return {
    task: id,
    state: task.state,
    work: workOf(task).kind,
    lag: until === undefined || progress !== undefined ? null : Math.max(0, now - until),
    read_until: until ?? null,
    failures: task.consecutive_failures,
    owner: task.owner ?? null,
    progress: progress ?? null,
    totals: task.totals,
    told: task.told ?? null,
    last_error: task.last_error ?? null,
    attention: task.attention ?? null,
  };
}

function page(tasks: readonly TaskStatus[]): string {
  if (tasks.length === 0) return 'No tasks: no integration is set up, or no collector has looked yet.\n';
  const rows = tasks.map(({ task, work, state, lag, read_until, failures, progress, totals }) => [
    task,
    failures > 0 && state === 'waiting' ? `retrying (${failures})` : state,
    progress !== null ? `${Math.floor(progress * 100)} %` : lag === null ? '' : duration(lag),
    read_until === null ? '' : new Date(read_until).toISOString(),
    ...(work === 'repricing' ? [] : [String(totals.stored), String(totals.rejected)]),
  ]);
  const notes = tasks.flatMap(({ task, work, totals, told, attention, last_error: error }) => [
    ...(told === null
      ? []
      : [
          `${task}: ${told.statistics} statistics, for which AWS charges about ${told.usd_per_month.toFixed(2)} USD a month`,
        ]),
    ...(work === 'repricing' ? [`${task}: ${describeCounts(totals)}`] : []),
    ...(attention !== null
      ? [`${task}: ${attention.message} ${attention.action}`]
      : error !== null
        ? [`${task}: ${error}`]
        : []),
  ]);
  const lines = table(['task', 'state', 'lag', 'read until', 'stored', 'rejected'], rows);
  return `${[...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`;
}
