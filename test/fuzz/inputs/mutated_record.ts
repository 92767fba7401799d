/**
 * Golden records with a few things wrong: values of other types, keys that are gone, moved or doubled, numbers and
 * texts at the edge of what a field holds. Most of such a record is still of its format, which is where readers have
 * the most to get wrong.
 */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../common/documents/json';
import { GOLDEN_RECORDS } from '../../../server/transforms/invocation/golden/golden_records';
import { json, objectWith, word } from './json';

/** A place of a value: its holder, and its key there. */
interface Place {
  readonly holder: Json[] | JsonObject;
  readonly key: string;
}

/** Without recursion, since some are nested deeply. */
function placesIn(value: Json): Place[] {
  const places: Place[] = [];
  const holders: Json[] = [value];
  for (let holder = holders.pop(); holder !== undefined; holder = holders.pop()) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [key, item] of Object.entries(holder)) {
      places.push({ holder, key });
      holders.push(item);
    }
  }
  return places;
}

const get = ({ holder, key }: Place): Json => (holder as JsonObject)[key] ?? null;

const set = ({ holder, key }: Place, value: Json): void =>
  void Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** The same value as another type would write it. */
function retyped(value: Json): Json {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return objectWith(value.map((item, index) => [String(index), item]));
  return value === null ? {} : [value];
}

function nested(value: Json, depth: number): Json {
  let outer = value;
  for (let level = 0; level < depth; level += 1) outer = level % 2 === 0 ? [outer] : { content: outer };
  return outer;
}

type Change = (at: Place, elsewhere: Place) => void;

const replaceBy = (value: fc.Arbitrary<Json>): fc.Arbitrary<Change> =>
  value.map((replacement) => (at) => set(at, structuredClone(replacement)));

/** At any place. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>(remove),
  fc.constant<Change>((at) => set(at, retyped(get(at)))),
  fc.constant<Change>((at, elsewhere) => set(elsewhere, structuredClone(get(at)))),
  fc.constant<Change>((at) => set(at, [structuredClone(get(at)), structuredClone(get(at))])),
  word.map<Change>((name) => (at) => {
    if (!Array.isArray(at.holder)) set({ holder: at.holder, key: name }, structuredClone(get(at)));
  }),
  replaceBy(json),
  fc.constantFrom(3, 101, 900).map<Change>((depth) => (at) => set(at, nested(get(at), depth))),
  replaceBy(
    fc.constantFrom(objectWith([['__proto__', { text: 'polluted' }]]), { constructor: { prototype: {} } }),
  ),
);

/** In the place of a number, of which there are few: what a format may write, and no field can hold. */
const oddNumber = replaceBy(
  fc.oneof(
    fc.constantFrom<Json>(1e308, -1e308, 5e-324, -0, 2 ** 53, 2 ** 63, 1e21, 1e-7, 9_007_199_254_740_991),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
);

const oddString = replaceBy(
  fc.oneof(
    fc.constantFrom('x'.repeat(70_000), '😀'.repeat(20_000), '\u0000', 'a\ud800b', '\u{e0041}\u200b\u202e'),
    fc.string({ unit: 'binary', maxLength: 20 }),
    word,
  ),
);

/** Which places a change is for. */
type Kind = 'any' | 'number' | 'string';

const isOf = (kind: Kind, value: Json): boolean => kind === 'any' || typeof value === kind;

const step: fc.Arbitrary<{ readonly kind: Kind; readonly apply: Change }> = fc.oneof(
  { weight: 3, arbitrary: change.map((apply) => ({ kind: 'any' as const, apply })) },
  { weight: 2, arbitrary: oddNumber.map((apply) => ({ kind: 'number' as const, apply })) },
  { weight: 1, arbitrary: oddString.map((apply) => ({ kind: 'string' as const, apply })) },
);

/** Shrinks to fewer changes of an earlier record. */
export const mutatedRecord: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.nat({ max: GOLDEN_RECORDS.length - 1 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), step), { maxLength: 6 }),
  )
  .map(([which, changes]) => {
    const record = structuredClone(GOLDEN_RECORDS[which]?.record ?? {});
    for (const [at, elsewhere, { kind, apply }] of changes) {
      const places = placesIn(record);
      const meant = places.filter((place) => isOf(kind, get(place)));
      const one = meant[at % Math.max(1, meant.length)];
      const other = places[elsewhere % places.length];
      // Without a schema and a time there is nothing to look at.
      if (one && other && ![one.key, other.key].some((key) => key === 'schemaType' || key === 'timestamp'))
        apply(one, other);
    }
    return {
      ...record,
      schemaType: 'ModelInvocationLog',
      timestamp: record.timestamp ?? '2026-04-19T13:28:51Z',
    };
  });
