/**
 * The offloaded bodies of one record on their way into a worker. Few are on their way at the same time in a thread,
 * and they count until their record is settled, so that records with large bodies cannot fill the memory.
 */
import { gunzipAtOnce } from '../../transforms/decode/gunzip';
import { isTooCostly } from '../../transforms/decode/parse_cost';
import type { BodyPaths, BodyTexts } from '../../transforms/invocation/offloaded';
import type { BodyAnswer } from './transform_protocol';

/** So many bodies at a time, first come, first served. */
export class BodyPermits {
  private readonly queue: (() => void)[] = [];

  constructor(private free: number) {}

  /** Resolves to what gives the permit back; calling it again does nothing. */
  async acquire(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.queue.shift();
      if (next) next();
      else this.free += 1;
    };
  }
}

/** A body that would be larger than this when ungzipped stays where it is. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

type Side = keyof BodyPaths;

export class RecordBodies {
  arrived = false;
  /** Resolves when every body is here or known to be left; rejects as the fetching does. */
  readonly arrival: Promise<void>;
  private readonly bytes: { [side in Side]?: Uint8Array } = {};
  private readonly permits: (() => void)[] = [];
  private released = false;

  constructor(
    paths: BodyPaths,
    private readonly fetch: (path: string) => Promise<BodyAnswer>,
    permits: BodyPermits,
  ) {
    // Asked for together, so that no two records ever wait for each other's.
    const sides = (['input', 'output'] as const).flatMap((side) =>
      paths[side] === undefined ? [] : [this.fetchSide(side, paths[side], permits.acquire())],
    );
    this.arrival = Promise.all(sides).then(() => void (this.arrived = true));
    // Whoever waits is told; until somebody does, a failure must not end the thread.
    this.arrival.catch(() => undefined);
  }

  /** Gives up the bytes. A body that cannot be read is left out. */
  texts(): BodyTexts {
    const texts: { [side in Side]?: string } = {};
    for (const side of ['input', 'output'] as const) {
      const bytes = this.bytes[side];
      delete this.bytes[side];
      const text = bytes && textOf(bytes);
      if (text !== undefined) texts[side] = text;
    }
    return texts;
  }

  release(): void {
    this.released = true;
    for (const giveBack of this.permits) giveBack();
  }

  private async fetchSide(side: Side, path: string, permit: Promise<() => void>): Promise<void> {
    const giveBack = await permit;
    this.permits.push(giveBack);
    if (this.released) return giveBack();
    const answer = await this.fetch(path);
    if (answer !== 'left') this.bytes[side] = answer;
  }
}

const BYTE_ORDER_MARK = '\ufeff';

/** Undefined for what is no gzip in spite of its beginning, and for what is too large to be read. */
function textOf(bytes: Uint8Array): string | undefined {
  const content = gunzipAtOnce(bytes, MAX_BODY_BYTES);
  if (!(content instanceof Uint8Array)) return undefined;
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
  if (isTooCostly(text)) return undefined;
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
}
