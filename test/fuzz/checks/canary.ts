/**
 * A text planted wherever a record may hold what people wrote or models answered. Where a format has its own words,
 * ids and names, which documents may repeat, nothing is planted.
 */
import { asObject, type Json, type JsonObject } from '../../../common/documents/json';

export const CANARY = 'cormorant-fisher-7731';

/** Keys under which formats carry words of their own. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'type role id model stop_reason stopReason finish_reason finish_reasons finishReason reason completionReason ' +
    'anthropic_version schemaVersion taskType quality mode invokedModelId service_tier serviceTier latency ' +
    'performanceConfig response_id generation_id guardrailIdentifier guardrailId amazon-bedrock-guardrailAction ' +
    'requestMetadata'
  ).split(' '),
);

/** Of a guardrail's trace, what says which rule it was. */
const TRACE_WORDS: ReadonlySet<string> = new Set(
  'name type action confidence filterStrength guardrailId invokedModelId'.split(' '),
);
const TRACES: ReadonlySet<string> = new Set(['trace', 'amazon-bedrock-trace']);

function planted(value: Json, key: string, inTrace: boolean): Json {
  if (inTrace ? TRACE_WORDS.has(key) : WORDS.has(key)) return value;
  if (typeof value === 'string') return `${CANARY} ${value}`;
  if (Array.isArray(value)) return value.map((item) => planted(item, key, inTrace));
  const object = asObject(value);
  if (!object) return value;
  const copy: JsonObject = {};
  for (const [name, item] of Object.entries(object))
    Object.defineProperty(copy, name, {
      value: planted(item, name, inTrace || TRACES.has(name)),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return copy;
}

/** What a record holds of content beside its two bodies. */
const STRAY = ['system', 'messages', 'content'] as const;
const BODIES = [
  ['input', 'inputBodyJson'],
  ['output', 'outputBodyJson'],
] as const;

export function withCanaries(record: JsonObject): JsonObject {
  const copy = { ...record };
  for (const name of STRAY) {
    const value = copy[name];
    if (value !== undefined) copy[name] = planted(value, name, false);
  }
  for (const [side, body] of BODIES) {
    const object = asObject(copy[side]);
    const value = object?.[body];
    if (object && value !== undefined) copy[side] = { ...object, [body]: planted(value, body, false) };
  }
  return copy;
}
