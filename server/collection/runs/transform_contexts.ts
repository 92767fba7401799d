/** What a transform may know beside the record: how its integration treats content, and names people gave. */
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import type { ResolvedModels } from '../../../common/models/model_id';
import type { PriceOverrides } from '../../../common/pricing/price_table';
import type { TransformContext } from '../../transforms/context';
import type { StoredDefinition } from '../definitions/definitions';
import type { RunnableTask } from '../tasks/task_plan';

export interface KnownBeside {
  /** Key of the HMACs that make conversations recognisable. */
  readonly hmacKey?: string;
  /** What people set. */
  readonly prices?: PriceOverrides;
}

export function transformContextOf(
  { definition, streamName }: Pick<RunnableTask, 'definition' | 'streamName'>,
  definitions: readonly StoredDefinition[],
  { hmacKey, prices }: KnownBeside,
): TransformContext {
  const accountNames: Record<string, string> = {};
  for (const { parsed } of definitions) {
    if (parsed.ok && parsed.definition.account.name !== undefined)
      accountNames[parsed.definition.account.id] = parsed.definition.account.name;
  }
  return {
    stream: streamName,
    namespace: definition.namespace,
    contentMode: definition.content,
    requestMetadata: definition.request_metadata,
    covers: { accountId: definition.account.id, regions: definition.regions },
    lookups: {
      accountNames,
      resolvedModels: configuredModels(definition),
      ...(hmacKey === undefined ? {} : { hmacKey }),
      ...(prices === undefined ? {} : { prices }),
    },
  };
}

/** What people wrote down; AWS is asked about the rest when a record first names it. */
const configuredModels = ({ models }: IntegrationDefinition): ResolvedModels =>
  Object.fromEntries(Object.entries(models).map(([id, modelId]) => [id, { modelId }]));
