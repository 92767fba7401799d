/**
 * Sums of money as decimal texts: exact however many amounts they are made of, where a floating point number would
 * drift after some millions.
 */
import type { Amount } from './money';

/** Digits after the point that an amount may have, as `money.ts` has them. */
const DECIMALS = 10;
const UNITS_PER_USD = 1e10;
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,10}))?$/;

/** The exact amount that a document's number of USD stands for. */
export const amountOfUsd = (usd: number): Amount => BigInt(Math.round(usd * UNITS_PER_USD));

/** `0.09258525`: no zeros behind it that say nothing. */
export function usdText(amount: Amount): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -DECIMALS);
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** @throws TypeError for what is no decimal with at most ten digits behind the point */
export function amountOfText(text: string): Amount {
  const match = DECIMAL.exec(text);
  if (match === null) throw new TypeError('not a decimal number of USD');
  const [, sign = '', whole = '', fraction = ''] = match;
  const amount = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -amount : amount;
}

/** What is absent is nothing. */
export const addUsd = (one: string | undefined, other: string | undefined): string =>
  usdText(amountOfText(one ?? '0') + amountOfText(other ?? '0'));
