/** Runs a source to its end as a collector does, keeping what would be stored in memory. */
import { gunzipSync } from 'node:zlib';
import { asFailure } from '../../server/failure';
import type { Batch, OpenedObject, RejectedRecord, Source } from '../../server/sources/source';

export interface Collected {
  /** Lines of the objects, or texts of the records. */
  readonly records: string[];
  readonly rejected: RejectedRecord[];
  readonly skipped: Record<string, number>;
  /** The last one. */
  checkpoint: unknown;
  readUntil: number | undefined;
}

export interface CollectOptions {
  readonly checkpoint?: unknown;
  /** Called with the lines of a batch before they count as stored; a rejection lets the batch go. */
  readonly store?: (lines: readonly string[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Rejects with what the run ends with. */
export async function collect(
  source: Source<unknown>,
  { checkpoint, store = async () => undefined, signal: stop }: CollectOptions = {},
): Promise<Collected> {
  const collected: Collected = {
    records: [],
    rejected: [],
    skipped: {},
    checkpoint,
    readUntil: undefined,
  };
  const ending = new AbortController();
  stop?.addEventListener('abort', () => ending.abort(), { once: true });
  const { signal } = ending;
  const working: Promise<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  const stored: unknown = checkpoint === undefined ? undefined : JSON.parse(JSON.stringify(checkpoint));
  for await (const batch of source.read(source.parseCheckpoint(stored), { signal, now: Date.now })) {
    const before = working.at(-1);
    working.push(
      settle(batch, collected, store, before).catch((error: unknown) => {
        failure ??= { error };
        ending.abort();
      }),
    );
  }
  await Promise.all(working);
  if (failure !== undefined) throw failure.error;
  return collected;
}

async function settle(
  batch: Batch<unknown>,
  collected: Collected,
  store: (lines: readonly string[]) => Promise<void>,
  before: Promise<void> | undefined,
): Promise<void> {
  const lines = (batch.records ?? []).map(({ text }) => text);
  const rejected = [...(batch.rejected ?? [])];
  try {
    for (const object of batch.objects ?? []) {
      const opened = await object.open(new AbortController().signal);
      if ('chunks' in opened) lines.push(...(await linesOf(opened)));
      else rejected.push(opened);
    }
    await store(lines);
  } catch (error) {
    if ((await batch.release?.(asFailure(error))) === 'go_on') return;
    throw error;
  }
  collected.records.push(...lines);
  collected.rejected.push(...rejected);
  for (const [reason, count] of Object.entries(batch.skipped ?? {}))
    collected.skipped[reason] = (collected.skipped[reason] ?? 0) + count;
  await batch.acknowledge?.();
  await before;
  collected.checkpoint = batch.checkpoint ?? collected.checkpoint;
  collected.readUntil = batch.readUntil ?? collected.readUntil;
}

async function linesOf({ chunks }: OpenedObject): Promise<string[]> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString();
  return text.split('\n').filter((line) => line !== '');
}
