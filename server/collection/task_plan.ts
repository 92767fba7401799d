/**
 * Which tasks should exist and what should become of each, as a pure function of the definitions. A stream of an
 * integration in a region is one task. Nothing here knows which tasks exist already.
 */
import { disagreements, type StreamName, streamsOf } from '../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { type Attention, taskId } from '../../common/integrations/task';
import type { StoredDefinition } from './definitions';

export interface TaskIdentity {
  readonly id: string;
  readonly integrationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stream: string;
  readonly source: string;
}

export type PlannedTask = TaskIdentity & { readonly definitionVersion: string } & (
    | { readonly wanted: 'run'; readonly definition: IntegrationDefinition; readonly streamName: StreamName }
    | { readonly wanted: 'paused' }
    | { readonly wanted: 'attention'; readonly attention: Attention }
  );

/** Stands for a definition of which no task can be made, so that what is wrong with it can be seen. */
export const DEFINITION_STREAM = 'definition';

export function planTasks(stored: readonly StoredDefinition[]): PlannedTask[] {
  const definitions = stored.flatMap(({ parsed }) => (parsed.ok ? [parsed.definition] : []));
  return stored.flatMap((one): PlannedTask[] => {
    if (!one.parsed.ok) return [unreadable(one, one.parsed.problem)];
    const { definition } = one.parsed;
    return streamsOf(definition).flatMap((streamName) =>
      definition.regions.map((region) => ({
        id: taskId(definition.id, streamName, region),
        integrationId: definition.id,
        accountId: definition.account.id,
        region,
        stream: streamName,
        source: definition.streams[streamName]?.source ?? '',
        definitionVersion: one.version,
        ...wanted(definition, streamName, definitions),
      })),
    );
  });
}

type Wanted =
  | { wanted: 'run'; definition: IntegrationDefinition; streamName: StreamName }
  | { wanted: 'paused' }
  | { wanted: 'attention'; attention: Attention };

function wanted(
  definition: IntegrationDefinition,
  streamName: StreamName,
  all: readonly IntegrationDefinition[],
): Wanted {
  if (!definition.enabled || definition.intents.paused) return { wanted: 'paused' };
  if (definition.content === 'redacted')
    return attention(
      'redaction_unavailable',
      'Content mode “redacted” is not available in this version, and nothing is stored unmasked instead.',
      'Choose “none”, or “full” where that is allowed.',
    );
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
  definitionVersion: version,
  wanted: 'attention',
  attention: {
    code: 'invalid_definition',
    message: `The integration cannot be read: ${problem}.`,
    action: 'Open the integration and save it again.',
  },
});
