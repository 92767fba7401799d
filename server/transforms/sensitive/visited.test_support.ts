/**
 * Counts how many characters of texts are read one by one, cut out or searched through, so that a test can prove that
 * work grows with the text and not faster, without measuring time.
 */

/** While `work` runs, strings count; nothing else may run meanwhile. */
export function charactersVisited(work: () => void): number {
  let visited = 0;
  const { charCodeAt, indexOf, lastIndexOf, slice, startsWith } = String.prototype;
  Object.assign(String.prototype, {
    charCodeAt(this: string, index: number): number {
      visited += 1;
      return charCodeAt.call(this, index);
    },
    indexOf(this: string, what: string, from = 0): number {
      const found = indexOf.call(this, what, from);
      visited += (found < 0 ? this.length : found) - from;
      return found;
    },
    lastIndexOf(this: string, what: string, from = this.length): number {
      const found = lastIndexOf.call(this, what, from);
      visited += from - Math.max(found, 0);
      return found;
    },
    slice(this: string, start?: number, end?: number): string {
      const part = slice.call(this, start, end);
      visited += part.length;
      return part;
    },
    startsWith(this: string, what: string, at?: number): boolean {
      visited += what.length;
      return startsWith.call(this, what, at);
    },
  });
  try {
    work();
  } finally {
    Object.assign(String.prototype, { charCodeAt, indexOf, lastIndexOf, slice, startsWith });
  }
  return visited;
}
