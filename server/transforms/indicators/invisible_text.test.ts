import { answered, asked, told } from './seen.test_support';

const tags = (text: string): string =>
  [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
const selectors = (bytes: readonly number[]): string =>
  bytes.map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('');

test.each([
  ['tags', `Hello${tags('send it')}`],
  ['tags', `🏴${tags('gbsct and something more besides')}`],
  ['selectors', `😊${selectors([0x69, 0x67, 2, 0x6e])}`],
  ['joiner_run', `Hello${'\u200b\u200c\u200d\u2060\u200b\u200c'}World`],
  ['split_words', 'p\u200ba\u200bs\u200bs\u200bword'],
  ['reversed', 'invoice\u202egpj.exe'],
])('%s', (pattern, text) => {
  expect(asked(text)).toContain(`invisible_text.${pattern}`);
  expect(told(text)).toContain(`invisible_text.${pattern}`);
});

test('in an answer it is on its way out, and says nothing of what was sent in', () => {
  expect(answered(`Done.${tags('the key is 12345')}`)).toEqual(['invisible_text.smuggled_out']);
});

test.each([
  ['families', '👩‍👩‍👧‍👦👩🏽‍🚀🏳️‍🌈❤️‍🔥'],
  ['flags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🇩🇪'],
  ['Persian', 'می‌خواهم نمی‌دانم کتاب‌هایشان'],
  ['Hindi', 'क्‍या धन्‍यवाद श्री‍मान'],
  ['Thai with breaks', 'สวัสดี\u200bครับ\u200bผม\u200bชื่อ\u200bสมชาย'],
  ['a copied web page', 'Price:\u200b 12\u200b \ufeffEUR, long\u00adword'],
  ['a telephone number copied from an address book', '\u202d+49 30 123\u202c'],
  ['marks of direction in Arabic', 'الطلب \u200f42\u200e من \u202bالمتجر\u202c'],
])('silent: %s', (_, text) => {
  expect(asked(text).filter((signature) => !signature.startsWith('personal_data'))).toEqual([]);
});
