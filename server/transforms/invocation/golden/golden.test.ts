/** Every family in every situation, in the modes with and without content. */
import type { JsonObject } from '../../../../common/documents/json';
import { READERS } from '../../../../common/bodies/registry';
import { indexed, RECORD } from '../golden_record.test_support';
import { type Golden, type GoldenCase, SITUATIONS } from './golden';
import { GOLDENS } from './goldens';
import { leakedInto, toldBy, withoutContent } from './told';

interface Row {
  readonly name: string;
  readonly golden: Golden;
  readonly situation: GoldenCase;
  readonly streamed: boolean;
}

const rows: readonly Row[] = GOLDENS.flatMap((golden) => [
  ...SITUATIONS.flatMap((situation) => {
    const found = golden.situations[situation];
    const streamed = situation === 'stream';
    return 'because' in found
      ? []
      : [{ name: `${golden.family}: ${situation}`, golden, situation: found, streamed }];
  }),
  ...Object.entries(golden.quirks ?? {}).map(([quirk, situation]) => ({
    name: `${golden.family}: ${quirk}`,
    golden,
    situation,
    streamed: Array.isArray(situation.response),
  })),
]);

/** Adds to what stands inside, so that counts can stand beside a body. */
function recordOf({ golden, situation, streamed }: Row): JsonObject {
  const { input, output, ...more } = situation.record ?? {};
  return {
    ...RECORD,
    modelId: golden.modelId,
    operation: streamed ? 'InvokeModelWithResponseStream' : 'InvokeModel',
    ...(situation.request === undefined && input === undefined
      ? {}
      : { input: { inputBodyJson: situation.request ?? null, ...(input as JsonObject | undefined) } }),
    ...(situation.response === undefined && output === undefined
      ? {}
      : { output: { outputBodyJson: situation.response ?? null, ...(output as JsonObject | undefined) } }),
    ...more,
  };
}

describe.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => {
  const record = recordOf(row);
  const { told } = row.situation;

  test('says what it should', () => {
    expect(toldBy(indexed(record))).toEqual(JSON.parse(JSON.stringify(told)));
  });

  test('says in mode none the same of it, and nothing that was written', () => {
    const outcome = indexed(record, { contentMode: 'none' });
    expect(outcome.content).toBeUndefined();
    expect(toldBy(outcome)).toEqual(JSON.parse(JSON.stringify(withoutContent(told))));
    expect(leakedInto(JSON.stringify(outcome.document), row.situation)).toEqual([]);
  });

  test('keeps what was written out of the document in mode full, too', () => {
    expect(leakedInto(JSON.stringify(indexed(record).document), row.situation)).toEqual([]);
  });
});

test('every reader has golden records of every situation', () => {
  const lacking = READERS.flatMap(({ name }) => {
    const own = GOLDENS.filter(({ reader }) => reader === name);
    return SITUATIONS.filter(
      (situation) => !own.some(({ situations }) => situations[situation] !== undefined),
    ).map((situation) => `${name}: ${situation}`);
  });
  expect(lacking).toEqual([]);
});

test('every vendor that a reader claims has golden records', () => {
  const lacking = READERS.flatMap(({ name, vendors }) =>
    vendors
      .filter((vendor) => !GOLDENS.some((golden) => golden.reader === name && golden.vendor === vendor))
      .map((vendor) => `${name}: ${vendor}`),
  );
  expect(lacking).toEqual([]);
});

test('a family is what it says, and stands once', () => {
  for (const { family, reader, situations } of GOLDENS) {
    const { whole } = situations;
    expect('told' in whole ? [family, whole.told.reader] : undefined).toEqual([family, reader]);
  }
  const names = GOLDENS.map(({ family }) => family);
  expect(new Set(names).size).toBe(names.length);
});
