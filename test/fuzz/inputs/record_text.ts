/** The text of a record, as others than us may write it, or damaged on its way. */
import fc from 'fast-check';
import type { JsonObject } from '../../../common/documents/json';

type Spelling = (text: string) => string;

/** Numbers outside strings; the second group is one that has no fraction yet. */
const STRING_OR_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d+(?![\d.eE])/g;
const STRING = /"(?:[^"\\]|\\.)*"/g;

const spelling: fc.Arbitrary<Spelling> = fc.oneof(
  // Counts come as 6.0.
  fc.constant<Spelling>((text) =>
    text.replace(STRING_OR_INTEGER, (found) => (found.startsWith('"') ? found : `${found}.0`)),
  ),
  fc.constant<Spelling>((text) => JSON.stringify(JSON.parse(text), undefined, 1)),
  fc.constant<Spelling>((text) =>
    text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ),
  // The same key twice: the later one counts.
  fc.nat().map<Spelling>((which) => (text) => {
    const keys = [...text.matchAll(/"(?:[^"\\]|\\.)*":/g)];
    const key = keys[which % Math.max(1, keys.length)];
    return key === undefined
      ? text
      : `${text.slice(0, key.index)}${key[0]}"said twice",${text.slice(key.index)}`;
  }),
);

const damage: fc.Arbitrary<Spelling> = fc.oneof(
  fc
    .nat()
    .map<Spelling>(
      (at) => (text) => Buffer.from(text).toString('utf8', 0, at % (Buffer.byteLength(text) + 1)),
    ),
  fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 4 })).map<Spelling>(
    ([at, inserted]) =>
      (text) =>
        text.slice(0, at % (text.length + 1)) + inserted + text.slice(at % (text.length + 1)),
  ),
  fc.nat().map<Spelling>((which) => (text) => {
    const strings = [...text.matchAll(STRING)];
    const string = strings[which % Math.max(1, strings.length)];
    return string === undefined
      ? text
      : text.slice(0, string.index) + text.slice(string.index + string[0].length);
  }),
);

/** JSON of the record, spelled one way or another. */
export const spelled = (record: fc.Arbitrary<JsonObject>): fc.Arbitrary<string> =>
  fc
    .tuple(record, fc.option(spelling, { freq: 2, nil: undefined }))
    .map(([value, spell]) => (spell === undefined ? JSON.stringify(value) : spell(JSON.stringify(value))));

/** What may be no JSON any more. */
export const damaged = (record: fc.Arbitrary<JsonObject>): fc.Arbitrary<string> =>
  fc.tuple(spelled(record), damage).map(([text, apply]) => apply(text));
