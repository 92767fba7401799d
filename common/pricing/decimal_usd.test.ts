import fc from 'fast-check';
import { addUsd, amountOfText, amountOfUsd, usdText } from './decimal_usd';

test.each([
  [0.09258525, '0.09258525'],
  [0, '0'],
  [3, '3'],
  [0.1 + 0.2, '0.3'],
  [1e-10, '0.0000000001'],
  [123456.7890123, '123456.7890123'],
])('a document’s %d is %s', (usd, text) => {
  expect(usdText(amountOfUsd(usd))).toBe(text);
});

test('what is written is read back, negative amounts too', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), (amount) => amountOfText(usdText(amount)) === amount),
  );
});

test('a million small amounts add up to exactly as much', () => {
  const sum = Array.from({ length: 1_000 }).reduce<string>((total) => addUsd(total, '0.0000000001'), '0');
  expect(sum).toBe('0.0000001');
  expect(addUsd(undefined, '0.5')).toBe('0.5');
  expect(addUsd('123456789012345678.0000000001', '-0.0000000001')).toBe('123456789012345678');
});

test.each(['', '1e3', '.5', '1.', '0.00000000001', 'NaN'])('%j is no amount', (text) => {
  expect(() => amountOfText(text)).toThrow(TypeError);
});
