import { substituteVariables } from './variables';

const ENVIRONMENT = { HOST: 'search', EMPTY: '', NESTED: '${HOST}', PAIR: 'a: b\n- c' };
const replaced = (text: string) => substituteVariables(text, ENVIRONMENT).text;

test.each([
  ['https://${HOST}:9200', 'https://search:9200'],
  ['${HOST}${HOST}', 'searchsearch'],
  ['${GONE:fallback}', 'fallback'],
  ['${GONE:}', ''],
  ['${GONE:https://x:1}', 'https://x:1'],
  ['${EMPTY:fallback}', ''],
  ['$${HOST}', '${HOST}'],
  ['$${HOST} ${HOST}', '${HOST} search'],
  ['$HOST {HOST} $', '$HOST {HOST} $'],
  ['${PAIR}', 'a: b\n- c'],
])('%s', (text, expected) => {
  expect(replaced(text)).toBe(expected);
});

test('what a variable holds is not looked at again', () => {
  expect(replaced('${NESTED}')).toBe('${HOST}');
});

test('every variable without a value is named', () => {
  expect(substituteVariables('${A}-${B:x}-${C}', {}).missing).toEqual(['A', 'C']);
});

test.each(['${', '${1A}', '${A-B}', '${ A }'])('%s is no variable', (text) => {
  expect(substituteVariables(text, { A: 'x' })).toMatchObject({ text, malformed: true, replaced: false });
});

test('text without variables was not replaced', () => {
  expect(substituteVariables('$${A}', {})).toEqual({
    text: '${A}',
    replaced: false,
    missing: [],
    malformed: false,
  });
});
