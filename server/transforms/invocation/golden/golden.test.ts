/** Every family in every situation, in the modes with and without content. */
import { READERS } from '../../../../common/bodies/registry';
import { indexed } from '../golden_record.test_support';
import { SITUATIONS } from './golden';
import { GOLDEN_RECORDS } from './golden_records';
import { GOLDENS } from './goldens';
import { leakedInto, toldBy, withoutContent } from './told';

describe.each(GOLDEN_RECORDS.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
  const { record, situation } = golden;
  const { told } = situation;

  test('says what it should', () => {
    expect(toldBy(indexed(record))).toEqual(JSON.parse(JSON.stringify(told)));
  });

  test('says in mode none the same of it, and nothing that was written', () => {
    const outcome = indexed(record, { contentMode: 'none' });
    expect(outcome.content).toBeUndefined();
    expect(toldBy(outcome)).toEqual(JSON.parse(JSON.stringify(withoutContent(told))));
    expect(leakedInto(JSON.stringify(outcome.document), situation)).toEqual([]);
  });

  test('says in mode redacted the same, without any body', () => {
    const outcome = indexed(record, { contentMode: 'redacted' });
    const content = JSON.stringify(outcome.content);
    const { matches = [], ...others } = told;
    expect(toldBy(outcome)).toMatchObject(JSON.parse(JSON.stringify(others)));
    // What a guardrail takes for sensitive is masked by what it takes it for.
    if (told.findings?.some((finding) => finding.includes('sensitive_information')))
      expect(matches.filter((match) => content.includes(match))).toEqual([]);
    expect(content).not.toMatch(/"(input|output)_body_json/);
    expect(leakedInto(JSON.stringify(outcome.document), situation)).toEqual([]);
  });

  test('keeps what was written out of the document in mode full, too', () => {
    expect(leakedInto(JSON.stringify(indexed(record).document), situation)).toEqual([]);
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
