/**
 * Which tasks should exist and what should become of each, as a pure function of the definitions. A stream of an
 * integration in a region is one task, a queue as many as it has slots, and each backfill and each re-pricing of a stream
 * in a region one of its own. Nothing here knows which tasks exist already.
 */
import { disagreements, type StreamName, streamsOf } from '../../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import { queueRegion } from '../../../common/integrations/sources/queue_region';
import type { AskedSpan } from '../../../common/integrations/intents';
import {
  type Attention,
  type SpanWork,
  spanTaskId,
  taskId,
  type TaskWork,
} from '../../../common/integrations/task';
import type { StoredDefinition } from '../definitions/definitions';

export interface TaskIdentity {
  readonly id: string;
  readonly integrationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stream: string;
  readonly source: string;
  /** Which of the parallel consumers of a queue; 0 for everything else. */
  readonly slot: number;
  readonly work: TaskWork;
}

export type PlannedTask = TaskIdentity & { readonly definitionVersion: string } & Wanted;

export type RunnableTask = Extract<PlannedTask, { wanted: 'run' }>;

/** Stands for a definition of which no task can be made, so that what is wrong with it can be seen. */
export const DEFINITION_STREAM = 'definition';

export function planTasks(stored: readonly StoredDefinition[]): PlannedTask[] {
  const definitions = stored.flatMap(({ parsed }) => (parsed.ok ? [parsed.definition] : []));
  return stored.flatMap((one): PlannedTask[] => {
    if (!one.parsed.ok) return [unreadable(one, one.parsed.problem)];
    const { definition } = one.parsed;
    return streamsOf(definition).flatMap((streamName) => {
      const rest = { definitionVersion: one.version, ...wanted(definition, streamName, definitions) };
      return [...liveTasks(definition, streamName), ...spanTasks(definition, streamName)].map(
        (identity): PlannedTask => ({ ...identity, ...rest }),
      );
    });
  });
}

function liveTasks(definition: IntegrationDefinition, streamName: StreamName): TaskIdentity[] {
  return placesOf(definition, streamName).flatMap(({ region, slots }) =>
    Array.from({ length: slots }, (_, slot) => ({
      id: taskId(definition.id, streamName, region, slot),
      ...sharedIdentity(definition, streamName, region),
      slot,
      work: { kind: 'live' },
    })),
  );
}

/** One place for all of a definition's regions, where that is where the stream is read. */
function regionsRead({ streams, regions }: IntegrationDefinition, streamName: StreamName): string[] {
  const settings = streams[streamName];
  const home = settings !== undefined && 'home_region' in settings ? settings.home_region : undefined;
  return home === undefined ? unique(regions) : [home];
}

/** A queue is in one region, whatever regions its objects come from; everything else is read where it arises. */
function placesOf(
  definition: IntegrationDefinition,
  streamName: StreamName,
): { region: string; slots: number }[] {
  const settings = definition.streams[streamName];
  if (settings?.source !== 's3_notifications')
    return regionsRead(definition, streamName).map((region) => ({ region, slots: 1 }));
  const [region] = [queueRegion(settings.queue_url) ?? definition.regions[0]];
  return region === undefined ? [] : [{ region, slots: settings.slots }];
}

/**
 * By the region that it arose in: the past lies in log groups and buckets, never in a queue, and what is stored of it
 * says its region. So no document belongs to two tasks of one span.
 */
function spanTasks(definition: IntegrationDefinition, streamName: StreamName): TaskIdentity[] {
  const { backfills, repricings } = definition.intents;
  const works = [
    ...backfills.map((span) => spanWork('backfill', span)),
    // Nothing else has a price.
    ...(streamName === 'invocation_logs' ? repricings : []).map((span) => spanWork('repricing', span)),
  ];
  return works.flatMap((work) =>
    regionsRead(definition, streamName).map((region) => ({
      id: spanTaskId(definition.id, streamName, region, work),
      ...sharedIdentity(definition, streamName, region),
      slot: 0,
      work,
    })),
  );
}

const spanWork = (kind: SpanWork['kind'], { id, from, to }: AskedSpan): SpanWork => ({
  kind,
  id,
  from: Date.parse(from),
  to: Date.parse(to),
});

const sharedIdentity = (definition: IntegrationDefinition, stream: StreamName, region: string) => ({
  integrationId: definition.id,
  accountId: definition.account.id,
  region,
  stream,
  source: definition.streams[stream]?.source ?? '',
});

const unique = (values: readonly string[]): string[] => [...new Set(values)];

type Wanted =
  | { readonly wanted: 'run'; readonly definition: IntegrationDefinition; readonly streamName: StreamName }
  /** A pause holds everything: whoever pauses wants nothing asked of AWS, and nothing written. */
  | { readonly wanted: 'paused' }
  | { readonly wanted: 'attention'; readonly attention: Attention };

function wanted(
  definition: IntegrationDefinition,
  streamName: StreamName,
  all: readonly IntegrationDefinition[],
): Wanted {
  if (!definition.enabled || definition.intents.paused) return { wanted: 'paused' };
  // Of two that disagree the one with the smaller id goes on, so that all collectors decide alike.
  const active = all.filter(({ enabled, id }) => enabled && id < definition.id);
  const [conflict] = disagreements(definition, active);
  if (conflict !== undefined)
    return attention(
      'conflicting_definition',
      `Integration “${conflict.with}” treats the same data differently: ${conflict.settings.join(', ')}.`,
      'Give both the same settings, or remove one.',
    );
  return { wanted: 'run', definition, streamName };
}

const attention = (code: string, message: string, action: string): Wanted => ({
  wanted: 'attention',
  attention: { code, message, action },
});

const unreadable = ({ id, version }: StoredDefinition, problem: string): PlannedTask => ({
  id: taskId(id, DEFINITION_STREAM, '-'),
  integrationId: id,
  accountId: '-',
  region: '-',
  stream: DEFINITION_STREAM,
  source: DEFINITION_STREAM,
  slot: 0,
  work: { kind: 'live' },
  definitionVersion: version,
  wanted: 'attention',
  attention: {
    code: 'invalid_definition',
    message: `The integration cannot be read: ${problem}.`,
    action: 'Open the integration and save it again.',
  },
});
