/**
 * Records for measuring: sample traffic of every model family, of the size most records have, as many as asked for.
 * Past the first round the lines repeat under new request ids, since a record that was seen before costs less.
 */
import { generateHour } from '../../dev/workload/hour';

const HOUR_MS = 3_600_000;
/** A Tuesday from morning to evening: every model family of the sample traffic is in it. */
const FIRST_HOUR = Date.UTC(2026, 9, 20, 8);
const HOURS = 8;
/** Of most records; the few large ones would say more about copying. */
const SIZE = { from: 2 * 1024, to: 10 * 1024 };
const REQUEST_ID = /"requestId":"[^"]*"/;

export function sampleLines(): string[] {
  return Array.from({ length: HOURS }, (_, n) => generateHour('transform', FIRST_HOUR + n * HOUR_MS))
    .flatMap(({ calls }) => calls.map(({ s3Line, logLine }) => s3Line ?? logLine))
    .filter((line) => Buffer.byteLength(line) >= SIZE.from && Buffer.byteLength(line) <= SIZE.to);
}

/** Endless; every line is another invocation. */
export function* distinctLines(): Generator<string> {
  const lines = sampleLines();
  for (let round = 0; ; round++) {
    for (const [n, line] of lines.entries()) {
      const id = `${round.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
      yield line.replace(REQUEST_ID, `"requestId":"${id}"`);
    }
  }
}
