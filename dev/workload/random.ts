/**
 * Randomness that is a function of its name: `Random.of(seed, 'calls', app, hour)` gives the same numbers
 * on every machine and in every process, so that any hour of the workload can be made again byte for byte.
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), seeded by a 128-bit FNV-style hash of the parts.
 */
export class Random {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private d: number,
  ) {}

  /** The stream of this name. Parts are told apart: ('ab', 'c') and ('a', 'bc') are different names. */
  static of(...parts: readonly (string | number)[]): Random {
    const name = parts.map((part) => `${String(part).length}:${part}`).join('|');
    let [a, b, c, d] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code ^ (a >>> 15), 0x85ebca77);
      c = Math.imul(c ^ code ^ (b >>> 13), 0xc2b2ae3d);
      d = Math.imul(d ^ code ^ (c >>> 16), 0x27d4eb2f);
    }
    const random = new Random(a, b, c, d);
    // The first numbers of similar names are still alike.
    for (let i = 0; i < 12; i++) random.uint32();
    return random;
  }

  uint32(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    return this.uint32() / 0x100000000;
  }

  /** In [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number in [low, high], both ends possible. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.next() * list.length)];
    if (item === undefined) throw new RangeError('pick: the list is empty');
    return item;
  }

  /** Picks by weight; weights need not add up to anything. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let left = this.next() * list.reduce((sum, item) => sum + item.weight, 0);
    for (const item of list) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return this.pick(list);
  }

  /** Log-normal around a median: `spread` 0.3 stays mostly within ±30 %, 1 has a long tail. */
  around(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.next()));
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.uint32().toString(16).padStart(8, '0');
    return text.slice(0, length);
  }

  /** Letters and digits as AWS and vendors use them in ids. */
  token(length: number): string {
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789';
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet.charAt(this.int(0, alphabet.length - 1));
    return text;
  }

  /** RFC 9562 version 4 layout, lower case. */
  uuid(): string {
    const hex = this.hex(32);
    const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) & 3);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
