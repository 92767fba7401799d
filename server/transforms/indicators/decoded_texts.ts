/** What long runs of the base64 alphabet say, where that is text. */

export type Encoding = 'base64' | 'hexadecimal';

export interface Decoded {
  readonly encoding: Encoding;
  readonly text: string;
}

const SHORTEST = 24;
const HEXADECIMAL = /^(?:[0-9a-f]{2}){12,}$/i;
/** Bytes by which text is told from anything else. */
const LOOKED_AT = 12;

const isText = (bytes: Buffer): boolean =>
  bytes.length >= LOOKED_AT &&
  bytes
    .subarray(0, LOOKED_AT)
    .every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);

/** @param runs as `encodedRuns` finds them; a name and its value may be one run (`data=…`) */
export function decodedTexts(runs: readonly string[]): readonly Decoded[] {
  const decoded: Decoded[] = [];
  for (const run of runs) {
    for (const value of run.split('=')) {
      if (value.length < SHORTEST) continue;
      const encoding: Encoding = HEXADECIMAL.test(value) ? 'hexadecimal' : 'base64';
      const bytes = Buffer.from(value, encoding === 'base64' ? 'base64' : 'hex');
      if (isText(bytes)) decoded.push({ encoding, text: bytes.toString('utf8') });
    }
  }
  return decoded;
}
