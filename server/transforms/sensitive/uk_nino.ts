/**
 * UK National Insurance numbers (HMRC, NIM39110): two letters, six digits, a letter from A to D; whole or in pairs.
 */
import { matchAt, type Detector } from './detector';

const NUMBER =
  /(?<![A-Za-z0-9_])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Za-z0-9_])/y;

export const ukNino: Detector = {
  kind: 'uk_nino',
  group: 'pii',
  sign: 'number',
  find(text, start, _end, found) {
    const letters = text[start - 1] === ' ' ? start - 3 : start - 2;
    if (letters >= 0) matchAt(NUMBER, text, letters, found);
  },
};
