/**
 * Keeps extracted texts within their limit, cut at a character, and remembers whether any was cut.
 */

/** Cuts at a character so that the text has at most `maxBytes` bytes of UTF-8. */
export function cutText(text: string, maxBytes: number): { text: string; cut: boolean } {
  // No character has more than three bytes per UTF-16 unit: short texts need no measuring.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return { text, cut: false };
  const bytes = Buffer.from(text.slice(0, maxBytes), 'utf8');
  let end = Math.min(maxBytes, bytes.length);
  // A byte 10xxxxxx continues a character: go back to where it begins.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { text: bytes.toString('utf8', 0, end), cut: true };
}

/** Remembers whether any text was cut. */
export class TextCap {
  cut = false;
  constructor(private readonly maxBytes: number) {}
  apply(text: string): string {
    const capped = cutText(text, this.maxBytes);
    this.cut ||= capped.cut;
    return capped.text;
  }
}
