/**
 * The model a body names, where the logged id is opaque: a prompt router's pick is an ARN, OpenAI-style bodies
 * carry a Bedrock id, Anthropic bodies Anthropic's own name (`claude-sonnet-4-5-20250929`). What the body says
 * never overrides what the id says.
 */
import { familyOf } from './family';
import { parseModelId, type ModelIdentity } from './model_id';

/**
 * Bedrock ids of the Anthropic models whose names carry a date; the suffix follows no rule. Models without a
 * date are `anthropic.<name>` (Bedrock user guide, supported models).
 */
const DATED_ANTHROPIC: ReadonlyMap<string, string> = new Map(
  [
    'claude-3-haiku-20240307-v1:0',
    'claude-3-sonnet-20240229-v1:0',
    'claude-3-opus-20240229-v1:0',
    'claude-3-5-haiku-20241022-v1:0',
    'claude-3-5-sonnet-20240620-v1:0',
    'claude-3-5-sonnet-20241022-v2:0',
    'claude-3-7-sonnet-20250219-v1:0',
    'claude-sonnet-4-20250514-v1:0',
    'claude-opus-4-20250514-v1:0',
    'claude-opus-4-1-20250805-v1:0',
    'claude-sonnet-4-5-20250929-v1:0',
    'claude-haiku-4-5-20251001-v1:0',
    'claude-opus-4-5-20251101-v1:0',
  ].map((id) => [id.replace(/-v\d+:\d+$/, ''), `anthropic.${id}`]),
);
const UNDATED_WITH_SUFFIX: ReadonlyMap<string, string> = new Map([
  ['claude-opus-4-6', 'anthropic.claude-opus-4-6-v1'],
]);
const DATE = /-20\d{6}$/;

function fromAnthropicName(name: string): Pick<ModelIdentity, 'vendor' | 'family' | 'baseId'> {
  const baseId =
    DATED_ANTHROPIC.get(name) ??
    UNDATED_WITH_SUFFIX.get(name) ??
    (DATE.test(name) ? undefined : `anthropic.${name}`);
  return { vendor: 'anthropic', family: familyOf(name), baseId };
}

/** `identity` completed by the body's own words; unchanged where the id already told or the body does not. */
export function resolveByBody(identity: ModelIdentity, bodyModel: string | undefined): ModelIdentity {
  if (identity.baseId !== undefined || bodyModel === undefined) return identity;
  const told = parseModelId(bodyModel);
  if (told.baseId !== undefined) {
    const { vendor, family, baseId, geography, readableId } = told;
    return {
      ...identity,
      geography,
      readableId,
      vendor,
      family,
      baseId,
      resolvedBy: 'body',
    };
  }
  if (!bodyModel.startsWith('claude-')) return identity;
  return { ...identity, ...fromAnthropicName(bodyModel), resolvedBy: 'body' };
}
