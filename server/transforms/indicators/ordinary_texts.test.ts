/** What must stay silent, wherever it stands. Personal data is none of this test's business. */
import { ORDINARY } from './ordinary_texts.test_support';
import { answered, asked, told } from './seen.test_support';

const attacks = (signatures: readonly string[]): string[] =>
  signatures.filter((signature) => !signature.startsWith('personal_data.'));

test.each(ORDINARY.map((text) => [text]))('%s', (text) => {
  expect(attacks(asked(text))).toEqual([]);
  expect(attacks(told(text))).toEqual([]);
  expect(attacks(answered(text))).toEqual([]);
});
