/** Sizes in yml (`8mb`, `512b`, plain bytes), as the host's `ByteSizeValue` reads and prints them. */
const UNITS = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const;
type Unit = keyof typeof UNITS;
const isUnit = (text: string): text is Unit => text in UNITS;

export class ByteSizeValue {
  readonly getValueInBytes: () => number;

  constructor(valueInBytes: number) {
    if (!Number.isSafeInteger(valueInBytes) || valueInBytes < 0) {
      throw new Error('Value in bytes is expected to be a safe positive integer.');
    }
    this.getValueInBytes = () => valueInBytes;
  }

  static parse(text: string): ByteSizeValue {
    const [, count, unit] = /^([1-9]\d*)([a-z]+)$/.exec(text) ?? [];
    if (count !== undefined && unit !== undefined && isUnit(unit)) {
      return new ByteSizeValue(Number(count) * UNITS[unit]);
    }
    if (text.trim() !== '' && !Number.isNaN(Number(text))) return new ByteSizeValue(Number(text));
    throw new Error(
      'Failed to parse value as byte value. Value must be either number of bytes, or follow the format ' +
        "<count>[b|kb|mb|gb] (e.g., '1024kb', '200mb', '1gb'), where the number is a safe positive integer.",
    );
  }

  static from(value: number | string | ByteSizeValue): ByteSizeValue {
    if (typeof value === 'string') return ByteSizeValue.parse(value);
    return typeof value === 'number' ? new ByteSizeValue(value) : value;
  }

  isGreaterThan(other: ByteSizeValue): boolean {
    return this.getValueInBytes() > other.getValueInBytes();
  }
  isLessThan(other: ByteSizeValue): boolean {
    return this.getValueInBytes() < other.getValueInBytes();
  }
  isEqualTo(other: ByteSizeValue): boolean {
    return this.getValueInBytes() === other.getValueInBytes();
  }
  toString(unit?: Unit): string {
    const fitting =
      Object.entries(UNITS)
        .reverse()
        .find(([, size]) => this.getValueInBytes() >= size)?.[0] ?? 'b';
    const chosen = unit ?? (isUnit(fitting) ? fitting : 'b');
    return `${Number((this.getValueInBytes() / UNITS[chosen]).toFixed(2))}${chosen}`;
  }
}
