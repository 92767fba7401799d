import { answered, asked, told } from './seen.test_support';

// Published examples: AWS's documentation, card networks' test numbers, reserved domains.
test.each([
  ['exposed_secret.aws_access_key', 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE'],
  ['personal_data.email', 'You can reach me at lena.hart@example.com.'],
  ['personal_data.payment_card', 'My card is 4111 1111 1111 1111.'],
  ['personal_data.iban', 'Refund it to DE89 3704 0044 0532 0130 00 please.'],
])('%s, in either direction', (signature, text) => {
  expect(asked(text)).toContain(`${signature}_in_input`);
  expect(told(text)).toContain(`${signature}_in_input`);
  expect(answered(text)).toContain(`${signature}_in_output`);
});

test('nothing in ordinary numbers', () => {
  expect(asked('Order 482913 of 2026-11-22, 12.50 EUR, build 7.3.1')).toEqual([]);
});
