/**
 * What a bench hands back: one measured number with the limit it has to keep, and how such numbers are shown, as a
 * table for people and as one line of JSON each for programs.
 */
import type { Shutdown } from '../../dev/process/shutdown';

export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The most that `value` may be; the least where `atLeast`. */
  readonly limit: number;
  readonly atLeast?: true;
  readonly ok: boolean;
}

/** What a bench is given: where to tell its progress, and where to leave what must be stopped if it is interrupted. */
export interface Surroundings {
  readonly say: (line: string) => void;
  readonly shutdown: Pick<Shutdown, 'add'>;
}

export type Bench = (around: Surroundings) => Promise<readonly Figure[]>;

/** A value of 0 or less was not measured, so it keeps no limit. */
export function figure(
  bench: string,
  metric: string,
  { value, unit, limit, atLeast }: Pick<Figure, 'value' | 'unit' | 'limit' | 'atLeast'>,
): Figure {
  const kept = atLeast ? value >= limit : value <= limit;
  return { bench, metric, value, unit, limit, ...(atLeast ? { atLeast } : {}), ok: value > 0 && kept };
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  if (middle.length === 0) throw new RangeError('nothing was measured');
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ bench, metric, value, unit, limit, atLeast, ok }) => [
    bench,
    metric,
    value.toLocaleString('en'),
    unit,
    `${atLeast ? '≥' : '≤'} ${limit.toLocaleString('en')}`,
    ok ? 'ok' : 'MISSED',
  ]);
  const all = [['bench', 'metric', 'value', 'unit', 'limit', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const numeric = new Set([2, 4]);
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          numeric.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
