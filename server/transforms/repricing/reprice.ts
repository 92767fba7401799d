/**
 * What today's prices and lookups make of a stored document: the fields that would be another's if its record came
 * now, as changes to it and to its content. Pure. Everything is read from the document alone, as when it was first
 * priced; what the bodies told stays as it is.
 */
import { FACET_NAMES } from '../../../common/documents/content_fields';
import { asNumber, asObject, asText, type Json, type JsonObject } from '../../../common/documents/json';
import { operationNameOf } from '../../../common/models/kinds';
import { parseModelId, type ResolvedModels, unknownIn } from '../../../common/models/model_id';
import { costOfDocument } from '../../../common/pricing/document_cost';
import { type PriceOverrides, priceTable } from '../../../common/pricing/price_table';
import { PRICING_FIELDS } from '../../../common/pricing/pricing_facts';
import type { Lookups } from '../context';
import { modelFields } from '../invocation/model_fields';
import { present } from '../invocation/present';

/** A field that becomes `value`; without one it goes. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly value?: Json;
}

export interface Repriced {
  /** Of the document; none where it says already what it would say now. */
  readonly changes: readonly FieldChange[];
  /** Of the facets in its content. */
  readonly facets: readonly FieldChange[];
  /** USD; absent where there is no price. */
  readonly before?: number;
  readonly after?: number;
  /** It was used and there is no rate for it. */
  readonly unpriced: boolean;
}

const INVOCATION = ['aws_bedrock', 'invocation'] as const;
const COST = [...INVOCATION, 'cost'];
const MODEL = [...INVOCATION, 'model'];
const MODEL_ID = [...INVOCATION, 'model_id'];
const MODEL_TYPE = ['gen_ai', 'request', 'model', 'type'];
const OPERATION_NAME = ['gen_ai', 'operation', 'name'];
const ACTION = ['event', 'action'];

/** Where document and content say what became of the bodies. */
export const BODY_STATES: readonly (readonly string[])[] = [
  [...INVOCATION, 'input', 'body_state'],
  [...INVOCATION, 'output', 'body_state'],
];

/** What `reprice` and who writes its changes read of a stored document (`_source` filter). */
export const REPRICED_FIELDS: readonly string[] = [
  ...PRICING_FIELDS,
  ...[COST, ACTION, MODEL_TYPE, ...BODY_STATES].map((path) => path.join('.')),
];

const FACETS = FACET_NAMES.map((name) => name.split('.'));

export function valueAt(document: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path) {
    const object = asObject(value);
    value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  }
  return value;
}

/** The id of a model of which a lookup could tell more than it does, and `resolved` says nothing. */
export function unknownModelOf(document: JsonObject, resolved: ResolvedModels): string | undefined {
  const modelId = asText(valueAt(document, MODEL_ID));
  return modelId === undefined ? undefined : unknownIn(resolved, parseModelId(modelId, resolved));
}

/** @param stored of an invocation, whole or with `REPRICED_FIELDS` only; it is not changed */
export function reprice(
  stored: JsonObject,
  { resolvedModels, prices }: Pick<Lookups, 'resolvedModels'> & { readonly prices?: PriceOverrides },
): Repriced {
  const told = modelChanges(stored, resolvedModels);
  const known = told.reduce(withChange, stored);
  const cost = costOfDocument(known, priceTable(prices));
  const wanted = [...told, { path: COST, value: cost }];
  const changes = wanted.filter(({ path, value }) => !isSame(valueAt(stored, path), value));
  return {
    changes,
    facets: facetsOf(stored, changes),
    before: asNumber(valueAt(stored, [...COST, 'total'])),
    after: asNumber(cost?.total),
    unpriced: cost?.priced === false,
  };
}

/** What a lookup tells comes before what the body told, and before what an earlier lookup did. */
function modelChanges(stored: JsonObject, resolvedModels: Lookups['resolvedModels']): FieldChange[] {
  const modelId = asText(valueAt(stored, MODEL_ID));
  if (modelId === undefined) return [];
  const model = parseModelId(modelId, resolvedModels);
  if (model.resolvedBy !== 'lookup')
    return model.resourceName === undefined
      ? []
      : [{ path: [...MODEL, 'resource_name'], value: model.resourceName }];
  const operation = asText(valueAt(stored, OPERATION_NAME));
  const name = operation ?? operationNameOf(asText(valueAt(stored, ACTION)), model);
  return [
    { path: MODEL, value: present(modelFields(model)) },
    { path: MODEL_TYPE, value: model.vendor },
    { path: OPERATION_NAME, value: name },
  ];
}

/** The facets that lie in changed fields and are others now. */
function facetsOf(stored: JsonObject, changes: readonly FieldChange[]): FieldChange[] {
  return FACETS.flatMap((facet) => {
    const change = changes.find(({ path }) => path.every((key, n) => facet[n] === key));
    if (change === undefined) return [];
    const value = valueIn(change.value, facet.slice(change.path.length));
    return isSame(valueAt(stored, facet), value) ? [] : [{ path: facet, value }];
  });
}

function valueIn(value: Json | undefined, path: readonly string[]): Json | undefined {
  if (path.length === 0) return value;
  const object = asObject(value);
  return object && valueAt(object, path);
}

/** A copy as far as it is another. */
function withChange(document: JsonObject, { path, value }: FieldChange): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return document;
  const { [key]: present, ...others } = document;
  const next = rest.length === 0 ? value : withChange(asObject(present) ?? {}, { path: rest, value });
  return next === undefined ? others : { ...others, [key]: next };
}

/** As JSON, whatever the order of keys. */
function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [entries, others] = [Object.entries(one), new Map(Object.entries(other))];
  return entries.length === others.size && entries.every(([key, value]) => isSame(value, others.get(key)));
}
