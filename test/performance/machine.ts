/**
 * The machine that figures were measured on, since they say little without it: what it has, and how much else it
 * had to do.
 */
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

const GIB = 1024 ** 3;

export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const memory = (totalmem() / GIB).toFixed(0);
  return `${platform()} ${arch()}, ${processors.length} × ${model}, ${memory} GiB, Node ${process.versions.node}`;
}

/** Programs that wanted a processor, on average over the last minute. */
export const load = (): number => Number((loadavg()[0] ?? 0).toFixed(1));

/** Beyond one busy program besides ours a time says more about the others. */
export function describeLoad(before: number, after: number): string {
  const verdict = before > 1 ? 'busy before the start: times are too long' : 'idle before the start';
  return `load average ${before} before, ${after} after (${verdict})`;
}
