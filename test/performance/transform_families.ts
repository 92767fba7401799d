/**
 * Records by model family and operation, so that a reader of bodies that costs more than the others shows: an average
 * over all traffic hides what only some of it pays. Sample traffic, and beside it every family that has a reader.
 */
import { parseModelId } from '../../common/models/model_id';
import { z } from 'zod';
import { goldenLines } from './golden_lines';
import type { Pass, Round } from './transform_rounds';

export interface Family {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Fewer are repeated, since so little work could not be timed. */
const LEAST_LINES = 100;

const Named = z.object({ modelId: z.string(), operation: z.string() });

/** Of each family at least `LEAST_LINES` lines: those of the traffic, in the order of their names, then the others. */
export function families(lines: readonly string[]): Family[] {
  const byName = new Map<string, string[]>();
  for (const line of lines) {
    const { modelId, operation } = Named.parse(JSON.parse(line));
    const { family = 'model behind an ARN' } = parseModelId(modelId);
    const name = `${family} ${operation}`;
    byName.set(name, [...(byName.get(name) ?? []), line]);
  }
  const inTraffic = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  const golden = goldenLines().map(({ name, line }): [string, string[]] => [name, [line]]);
  return [...inTraffic, ...golden].map(([name, own]) => ({
    name,
    lines: Array.from({ length: Math.ceil(LEAST_LINES / own.length) }, () => own).flat(),
  }));
}

/** The passes that a family is shown with, beside the floor. */
const SHOWN = ['full', 'redacted', 'none'] as const satisfies readonly Pass[];

/** Microseconds of processor time per record, and kilobytes. */
export function familyTable(measured: readonly (Family & { readonly cost: Round })[]): string {
  const rows = measured.map(({ name, lines, cost }) => {
    const perRecord = (milliseconds: number) => ((milliseconds / lines.length) * 1_000).toFixed(0);
    const kilobytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length / 1024;
    return [
      name,
      kilobytes.toFixed(1),
      perRecord(cost.floor),
      ...SHOWN.map((pass) => perRecord(cost[pass])),
      perRecord(cost.hinted - cost.read),
      ...SHOWN.map((pass) => (cost[pass] / cost.floor).toFixed(1)),
    ];
  });
  const head = [
    'family and operation',
    'kB',
    'floor µs',
    ...SHOWN.map((pass) => `${pass} µs`),
    'indicators µs',
    ...SHOWN.map((pass) => `${pass} ×`),
  ];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
