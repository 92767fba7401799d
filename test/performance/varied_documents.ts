/**
 * Many different invocation documents from a few hundred real ones: each keeps its shape (model, operation, outcome,
 * what is known and what not) and gets another id, time and caller, and sizes that scale together, so that tokens
 * and cost still fit each other.
 */
import type { Random } from '../../dev/workload/random';
import { asObject, type Json, type JsonObject } from '../../common/documents/json';
import type { Indexed } from '../../server/transforms/outcome';

/** Callers made of each one of the sample. */
const CALLERS = 8;
const COST_DECIMALS = 10;

type Kind = 'tokens' | 'cost' | 'time' | 'id' | 'caller';

/** What varies, by the place of a leaf in the document. */
const VARIES: ReadonlyArray<readonly [RegExp, Kind]> = [
  [/^gen_ai\.usage\..*tokens$/, 'tokens'],
  [/^aws_bedrock\.invocation\.(input|output)\..*token_count$/, 'tokens'],
  [/^aws_bedrock\.invocation\.cost\.[a-z_]+$/, 'cost'],
  [/^gen_ai\.performance\.(start_)?response_time$/, 'time'],
  [/^event\.duration$/, 'time'],
  [/^(event\.id|gen_ai\.request\.id|aws_bedrock\.invocation\.request_id)$/, 'id'],
  [/^user\.(id|name)$/, 'caller'],
];

interface Leaf {
  readonly parent: JsonObject;
  readonly key: string;
  readonly value: Json;
  readonly kind: Kind;
}

interface Template {
  readonly document: JsonObject;
  readonly leaves: readonly Leaf[];
}

interface Variation {
  readonly id: string;
  readonly caller: number;
  readonly size: number;
  readonly slowness: number;
}

/**
 * Makes one document for each `at`, from 0 (the beginning of the range) to 1 (its end). The document handed out last
 * time is changed by the next call: it is meant to be serialised at once.
 */
export function documentMaker(
  documents: readonly JsonObject[],
  random: Random,
  range: { readonly from: number; readonly to: number },
): (at: number) => Indexed {
  const templates = documents.map((document): Template => {
    const copy = structuredClone(document);
    return { document: copy, leaves: leavesOf(copy) };
  });
  return (at) => {
    const { document, leaves } = random.pick(templates);
    const timestamp = Math.floor((range.from + at * (range.to - range.from)) / 1_000) * 1_000;
    const variation: Variation = {
      id: random.uuid(),
      caller: random.int(1, CALLERS),
      size: random.between(0.3, 1.7),
      slowness: random.between(0.5, 1.5),
    };
    for (const leaf of leaves) leaf.parent[leaf.key] = varied(leaf, variation);
    document['@timestamp'] = new Date(timestamp).toISOString();
    return {
      status: 'indexed',
      dataset: 'invocation',
      id: variation.id.replaceAll('-', ''),
      timestamp,
      document,
    };
  };
}

function varied({ kind, value }: Leaf, { id, caller, size, slowness }: Variation): Json {
  if (kind === 'id') return id;
  if (kind === 'caller') return `${String(value)}-${caller}`;
  // What says «priced» or names a currency stands beside the amounts.
  if (typeof value !== 'number') return value;
  switch (kind) {
    case 'tokens':
      return Math.round(value * size);
    case 'cost':
      return Number((value * size).toFixed(COST_DECIMALS));
    case 'time':
      return Math.round(value * slowness);
  }
}

function leavesOf(object: JsonObject, path = ''): Leaf[] {
  return Object.entries(object).flatMap(([key, value]): Leaf[] => {
    const place = path === '' ? key : `${path}.${key}`;
    const inner = asObject(value);
    if (inner) return leavesOf(inner, place);
    const kind = VARIES.find(([pattern]) => pattern.test(place))?.[1];
    return kind === undefined ? [] : [{ parent: object, key, value, kind }];
  });
}
