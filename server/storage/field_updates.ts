/**
 * Fields of stored documents changed in place, many in one request: only of a document that is still the one that was
 * looked at, never making one, never touching other fields. That something changed, and when, is said in the document.
 */
import * as z from 'zod/mini';
import type { Json } from '../../common/documents/json';
import { answered, isSuccess, statusFailure, storeFailure } from './answers';
import type { OpenSearch } from './opensearch';
import type { Version } from './stored_invocations';

export interface FieldValue {
  readonly path: readonly string[];
  /** Absent: the field is to go, or has to be absent. */
  readonly value?: Json;
}

export interface FieldUpdate {
  readonly index: string;
  readonly id: string;
  readonly changes: readonly FieldValue[];
  /** What has to be so at that very moment: the version of the document, or fields of it. */
  readonly only: Version | { readonly where: readonly FieldValue[] };
}

/** `same`: it says so already, or is another one by now. `gone`: so it is. `changed_meanwhile`: has another version. */
export type UpdateOutcome = 'changed' | 'same' | 'gone' | 'changed_meanwhile';

/** Params: where, changes, updated. The same text always, so that it is compiled once. */
const CHANGE_FIELDS = `
def valueAt(Map source, List path) {
  def value = source;
  for (def key : path) {
    if (!(value instanceof Map)) { return null; }
    value = ((Map) value).get(key);
  }
  return value;
}
void put(Map source, List path, def value) {
  Map map = source;
  for (int n = 0; n < path.size() - 1; ++n) {
    def next = map.get(path.get(n));
    if (!(next instanceof Map)) { next = new HashMap(); map.put(path.get(n), next); }
    map = (Map) next;
  }
  map.put(path.get(path.size() - 1), value);
}
void drop(Map source, List path) {
  Map holder = null;
  Map map = source;
  for (int n = 0; n < path.size() - 1; ++n) {
    def next = map.get(path.get(n));
    if (!(next instanceof Map)) { return; }
    holder = map;
    map = (Map) next;
  }
  map.remove(path.get(path.size() - 1));
  if (map.isEmpty() && holder != null) { holder.remove(path.get(path.size() - 2)); }
}
Map s = ctx._source;
boolean differs = false;
for (def change : params.changes) { if (valueAt(s, change.path) != change.value) { differs = true; } }
for (def condition : params.where) { if (valueAt(s, condition.path) != condition.value) { differs = false; } }
if (!differs) { ctx.op = 'none'; }
else {
  for (def change : params.changes) {
    if (change.value == null) { drop(s, change.path); } else { put(s, change.path, change.value); }
  }
  put(s, ['event', 'updated'], params.updated);
}`;

/** Others change the same document at the same time; the script looks again each time. */
const RETRIES_ON_CONFLICT = 3;

const CLOSING = '}}}';
const OPENING = JSON.stringify({ script: { lang: 'painless', source: CHANGE_FIELDS, params: {} } }).slice(
  0,
  -CLOSING.length,
);

/** Reasons are left out: they quote documents. */
const ANSWER_FIELDS =
  'items.update.status,items.update.result,items.update.error.type,items.update.error.caused_by.type,error.type';
const Item = z.object({
  status: z.number(),
  result: z.optional(z.string()),
  error: z.optional(z.object({ type: z.string() })),
});
const Answer = z.object({ items: z.array(z.object({ update: Item })) });

const DOING = 'change stored documents';
const needs = (indices: readonly string[]): string =>
  `indices:data/write/bulk on the cluster, indices:data/write/bulk[s], indices:data/write/index and indices:data/write/update on ${[...new Set(indices.map((index) => index.replace(/-[^-]+$/, '-*')))].join(' and ')}`;

/**
 * One outcome for each update, in order; `updated` is ISO 8601. Rejects with a `Failure` as soon as one of them could
 * not be judged: making the same changes again is harmless.
 */
export async function updateFields(
  openSearch: OpenSearch,
  updates: readonly FieldUpdate[],
  updated: string,
): Promise<UpdateOutcome[]> {
  if (updates.length === 0) return [];
  const response = await answered(openSearch, {
    method: 'POST',
    path: '/_bulk',
    querystring: { filter_path: ANSWER_FIELDS },
    ndjson: updates.map((update) => linesOf(update, updated)).join(''),
  });
  if (!isSuccess(response)) throw storeFailure(response, DOING, needs(updates.map(({ index }) => index)));
  const { items } = Answer.parse(response.body);
  if (items.length !== updates.length) throw new TypeError('a bulk answer does not match its request');
  return items.map(({ update }, n) => outcomeOf(update, updates[n]));
}

function outcomeOf(
  { status, result, error }: z.infer<typeof Item>,
  update: FieldUpdate | undefined,
): UpdateOutcome {
  if (status === 200) return result === 'noop' ? 'same' : 'changed';
  if (status === 404) return 'gone';
  if (status === 409) return 'changed_meanwhile';
  throw statusFailure(status, error?.type ?? '', DOING, needs(update === undefined ? [] : [update.index]));
}

function linesOf({ index, id, changes, only }: FieldUpdate, updated: string): string {
  const isVersion = 'seqNo' in only;
  const action = {
    update: {
      _index: index,
      _id: id,
      ...(isVersion
        ? { if_seq_no: only.seqNo, if_primary_term: only.primaryTerm }
        : { retry_on_conflict: RETRIES_ON_CONFLICT }),
    },
  };
  const params = {
    where: (isVersion ? [] : only.where).map(asParam),
    changes: changes.map(asParam),
    updated,
  };
  return `${JSON.stringify(action)}\n${OPENING}${JSON.stringify(params).slice(1)}${CLOSING.slice(1)}\n`;
}

const asParam = ({ path, value }: FieldValue) => ({ path, value: value ?? null });
