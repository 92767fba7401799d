/**
 * Finds where any of many literal texts stands, in one pass that looks at a fraction of the characters (Wu and
 * Manber, "A fast algorithm for multi-pattern searching", 1994): the last three characters of a window say how far
 * it can be moved without passing over a trigger. Work is in proportion to the text: a window costs one look-up,
 * and where it may be the head of a trigger, one comparison for each trigger that ends like it.
 */

/** Every trigger has at least this many characters; its first ones are the window. */
export const SHORTEST_TRIGGER = 6;
const BLOCK = 3;
const FARTHEST = SHORTEST_TRIGGER - BLOCK + 1;

/** Three ASCII characters; upper and lower case of a letter are one. */
const keyOf = (one: number, two: number, three: number): number =>
  ((one & 31) << 10) | ((two & 31) << 5) | (three & 31);

const BACKSLASH = 0x5c;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Told of a trigger's number and where it begins. */
export type OnTrigger = (trigger: number, at: number) => void;

export class TriggerScan {
  private readonly shifts = new Uint8Array(1 << 15).fill(FARTHEST);
  /** Triggers whose window ends in a block, by the block's key. */
  private readonly ending = new Map<number, number[]>();
  private readonly triggers: readonly Uint8Array[];

  /** @param triggers lower-case ASCII */
  constructor(triggers: readonly string[]) {
    this.triggers = triggers.map((text) => Buffer.from(text, 'latin1'));
    this.triggers.forEach((trigger, number) => {
      if (trigger.length < SHORTEST_TRIGGER) throw new RangeError('a trigger is shorter than the window');
      for (let end = BLOCK - 1; end < SHORTEST_TRIGGER; end += 1) {
        const key = keyOf(trigger[end - 2] ?? 0, trigger[end - 1] ?? 0, trigger[end] ?? 0);
        const shift = SHORTEST_TRIGGER - 1 - end;
        if (shift < (this.shifts[key] ?? 0)) this.shifts[key] = shift;
        if (shift === 0) this.ending.set(key, [...(this.ending.get(key) ?? []), number]);
      }
    });
  }

  /** Looks at `bytes[0, length)`, in either case. */
  scan(bytes: Uint8Array, length: number, onTrigger: OnTrigger): void {
    const { shifts } = this;
    let end = SHORTEST_TRIGGER - 1;
    while (end < length) {
      const key = keyOf(bytes[end - 2] ?? 0, bytes[end - 1] ?? 0, bytes[end] ?? 0);
      const shift = shifts[key] ?? FARTHEST;
      if (shift === 0) {
        this.compare(key, bytes, end - SHORTEST_TRIGGER + 1, length, onTrigger);
        end += 1;
      } else {
        end += shift;
      }
    }
  }

  private compare(key: number, bytes: Uint8Array, start: number, length: number, onTrigger: OnTrigger): void {
    for (const number of this.ending.get(key) ?? []) {
      const trigger = this.triggers[number];
      if (trigger && startsWith(bytes, start, length, trigger)) onTrigger(number, start);
    }
  }
}

/** No letter stands before it, unless that is part of a line break escaped in JSON. */
const isWordStart = (bytes: Uint8Array, at: number): boolean =>
  at === 0 || !isLetter(bytes[at - 1] ?? 0) || (at > 1 && bytes[at - 2] === BACKSLASH);

function startsWith(bytes: Uint8Array, start: number, length: number, trigger: Uint8Array): boolean {
  if (start + trigger.length > length) return false;
  if (isLetter(trigger[0] ?? 0) && !isWordStart(bytes, start)) return false;
  for (let n = 0; n < trigger.length; n += 1) {
    const byte = bytes[start + n] ?? 0;
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== trigger[n]) return false;
  }
  return true;
}
