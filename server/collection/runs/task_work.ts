/**
 * What a run that collects does between its claim and its end: storage made ready, bounds and account checked, the
 * source opened, and everything that it gives stored. And the choice between that and pricing what is stored.
 */
import type { Clock } from '../../clock';
import type { TransformContext } from '../../transforms/context';
import type { Failure } from '../../failure';
import type { ModelDirectory } from '../models/model_directory';
import type { Lease } from '../tasks/lease';
import type { ReasonCounts } from '../workers/reason_counts';
import type { RecordStore } from './record_store';
import { type RunEnded, type RunProgress, runTask } from './run_task';
import { storeBatch } from './store_batch';
import type { RunnableTask } from '../tasks/task_plan';
import type { TaskSources } from '../openers/task_sources';
import { Turns } from './turns';

export interface WorkDependencies {
  readonly sources: TaskSources;
  readonly records: RecordStore;
  /** What is behind opaque model ids; without it those stay as they are. */
  readonly models?: ModelDirectory;
  /** Makes sure that what a run writes lands in the right indices. Rejects with a `Failure`. */
  readonly prepareStorage: (namespace: string) => Promise<void>;
  /** Rejects with a `Failure` where a backfill would need more partitions than the cluster has room for. */
  readonly admitBackfill: (planned: RunnableTask) => Promise<void>;
  /** Told why records were rejected or skipped. */
  readonly reasons?: ReasonCounts;
  readonly clock: Clock;
  /** Whether another run should have this one's seat, `elapsedMs` after its start. */
  readonly shouldYield: (elapsedMs: number) => boolean;
}

export interface WorkSignals {
  /** Nothing new is read. */
  readonly stopping: AbortSignal;
  /** What is under way is given up. */
  readonly aborting: AbortSignal;
}

export interface WorkDone {
  readonly ended: RunEnded;
  /** Pause before the next run, where the stream is read up to now. */
  readonly intervalMs: number;
  /** What a person could do for more than could be done without. */
  readonly notice?: Failure;
}

/** Rejects with a `Failure`, `LeaseLost` or a bug. */
export type RunWork = (
  planned: RunnableTask,
  lease: Pick<Lease, 'task' | 'progress'>,
  context: TransformContext,
  signals: WorkSignals,
  observe: (progress: RunProgress) => void,
) => Promise<WorkDone>;

/** Each kind of task by its own hand. */
export const workByKind =
  (collect: RunWork, reprice: RunWork): RunWork =>
  (planned, ...rest) =>
    (planned.work.kind === 'repricing' ? reprice : collect)(planned, ...rest);

export function collectWork({
  sources,
  records,
  models,
  prepareStorage,
  admitBackfill,
  reasons,
  clock,
  shouldYield,
}: WorkDependencies): RunWork {
  return async (planned, lease, context, { stopping, aborting }, observe) => {
    const { definition, streamName, region, work } = planned;
    const { checkpoint } = lease.task;
    await prepareStorage(definition.namespace);
    if (work.kind === 'backfill' && checkpoint === undefined) await admitBackfill(planned);
    const { source, intervalMs, concurrency, objectsAtOnce, bodies } = await sources.open(planned);
    const origin = {
      integrationId: definition.id,
      accountId: definition.account.id,
      region,
      stream: streamName,
      namespace: definition.namespace,
    };
    const turns = new Turns(objectsAtOnce);
    const run = {
      context,
      origin,
      signal: aborting,
      ...(bodies === undefined ? {} : { bodies }),
      ...(models === undefined ? {} : { tellModel: models.of(definition) }),
      ...(reasons === undefined ? {} : { reasons }),
    };
    const ended = await runTask(
      { source, concurrency, checkpoint },
      stopping,
      {
        storeBatch: (batch, onProgress) => storeBatch(batch, { records, run, turns }, onProgress),
        save: (counts, saved, readUntil) => lease.progress(counts, saved, readUntil),
        clock,
        shouldYield,
      },
      observe,
    );
    const notice = models?.denialIn(regionsRead(planned), definition);
    return { ended, intervalMs, ...(notice === undefined ? {} : { notice }) };
  };
}

/** A queue tells of all regions of its definition. */
const regionsRead = ({ definition, region, source, work }: RunnableTask): readonly string[] =>
  source === 's3_notifications' && work.kind === 'live' ? definition.regions : [region];
