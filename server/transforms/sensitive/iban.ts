/**
 * International bank account numbers (ISO 13616, registry of SWIFT): a country, the length of that country, two check
 * digits by mod 97; whole, or in groups of four as they are printed.
 */
import { isAlphanumeric, isDigit, isUpper } from './characters';
import type { Detector } from './detector';

/** Length by country (IBAN registry, release 99). */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** ISO 7064, MOD 97-10, over the number with its first four characters at the end, letters as 10 to 35. */
function mod97(iban: string): number {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest;
}

const isPart = (code: number): boolean => isDigit(code) || isUpper(code);

export const iban: Detector = {
  kind: 'iban',
  group: 'pii',
  sign: 'lettered',
  find(text, digitsAt, _end, found) {
    const start = digitsAt - 2;
    const length = LENGTHS.get(text.slice(start, digitsAt));
    if (start < 0 || length === undefined || isAlphanumeric(text.charCodeAt(start - 1))) return;
    let compact = '';
    let end = start;
    while (compact.length < length) {
      const code = text.charCodeAt(end);
      if (isPart(code)) compact += text[end] ?? '';
      // One space or dash, after whole groups of four only.
      else if ((code !== 32 && code !== 45 && code !== 0xa0) || compact.length % 4 !== 0) return;
      else if (!isPart(text.charCodeAt(end + 1))) return;
      end += 1;
    }
    if (isAlphanumeric(text.charCodeAt(end)) || mod97(compact) !== 1) return;
    found(start, end);
  },
};
