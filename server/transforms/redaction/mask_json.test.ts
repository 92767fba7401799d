import type { Json } from '../../../common/documents/json';
import { maskJson, NESTED } from './mask_json';
import { Tally } from './tally';

const mask = (json: Json): Json => maskJson(json, new Tally());

test.each<[string, Json, Json]>([
  ['a string', 'to jane@example.com', 'to [REDACTED:email]'],
  ['a number', { n: 4111111111111111 }, { n: '[REDACTED:payment_card]' }],
  [
    'a number that lost digits',
    JSON.parse('{"n":4000000000000000006}') as Json,
    { n: '[REDACTED:payment_card]' },
  ],
  ['a number behind its name', { homePhone: 4155552671 }, { homePhone: '[REDACTED:phone]' }],
  [
    'a list behind its name',
    { phones: 'x', phone: ['4155552671'] },
    { phones: 'x', phone: ['[REDACTED:phone]'] },
  ],
  ['digits behind their name', { ssn: '219099999' }, { ssn: '[REDACTED:us_ssn]' }],
  [
    'a key behind its name',
    { SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    { SecretAccessKey: '[REDACTED:aws_secret_key]' },
  ],
  [
    'a password',
    { password: 'x', dbPwd: 12345 },
    { password: '[REDACTED:password]', dbPwd: '[REDACTED:password]' },
  ],
  ['names', { 'a@example.com': 1, 'b@example.com': 2 }, { '[REDACTED:email]': 1, '[REDACTED:email] 2': 2 }],
  ['hashes of media', { media_type: 'a', bytes: 1, sha256: 'x' }, { media_type: 'a', bytes: 1 }],
])('%s', (_name, json, masked) => {
  expect(mask(json)).toEqual(masked);
  expect(mask(masked)).toEqual(masked);
});

test.each<[Json]>([
  [{ password: { type: 'string' }, sha256: 'x', n: 1.5, big: 1700000000000000000, ok: true, none: null }],
  [{ phone: 'none', fax: '', ssn: 'unknown', card: 'Visa' }],
  [[1, 'two', [3]]],
])('as it was: %j', (json) => expect(mask(json)).toEqual(json));

test('a name that is special to objects is a name like any other', () => {
  const masked = mask(JSON.parse('{"__proto__":"jane@example.com"}') as Json);
  expect(JSON.stringify(masked)).toBe('{"__proto__":"[REDACTED:email]"}');
});

test('nesting deeper than any format ends in a mark', () => {
  let json: Json = 'jane@example.com';
  for (let depth = 0; depth < 5000; depth += 1) json = [json];
  const text = JSON.stringify(mask(json));
  expect(text).toContain(NESTED);
  expect(text).not.toContain('jane');
});

test('thousands of addresses for names stay as many, each found free at once', () => {
  const names = Array.from({ length: 3_000 }, (_, n) => `user${n}@example.com`);
  const has = jest.spyOn(Set.prototype, 'has');
  const masked = mask(Object.fromEntries(names.map((name, n) => [name, n])));
  const asked = has.mock.calls.length;
  has.mockRestore();
  expect(Object.keys(masked ?? {})).toHaveLength(names.length);
  expect(asked).toBeLessThan(20 * names.length);
});
