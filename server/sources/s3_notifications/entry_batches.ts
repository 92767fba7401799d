/**
 * Gathers entries for requests that take several: what is added within a moment goes together, ten at most. Under
 * load most entries come together, and a lone one hardly waits.
 */
import type { Clock } from '../../clock';
import { type EntryOutcome, MAX_ENTRIES } from './notification_queue';

/** Long enough for what one answer of the store sets free. */
const LINGER_MS = 10;

interface Waiting<Entry> {
  readonly entry: Entry;
  readonly resolve: (outcome: EntryOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export class EntryBatches<Entry> {
  private waiting: Waiting<Entry>[] = [];
  private full = new AbortController();

  constructor(
    private readonly send: (entries: readonly Entry[]) => Promise<readonly EntryOutcome[]>,
    private readonly clock: Clock,
  ) {}

  /** Rejects with what the request rejects with. */
  add(entry: Entry): Promise<EntryOutcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.waiting.length === 1) void this.linger(this.full.signal);
      if (this.waiting.length === MAX_ENTRIES) this.flush();
    });
  }

  private async linger(full: AbortSignal): Promise<void> {
    await this.clock.sleep(LINGER_MS, full);
    if (!full.aborted) this.flush();
  }

  private flush(): void {
    const batch = this.waiting;
    this.waiting = [];
    this.full.abort();
    this.full = new AbortController();
    void this.ask(batch);
  }

  private async ask(batch: readonly Waiting<Entry>[]): Promise<void> {
    try {
      const outcomes = await this.send(batch.map(({ entry }) => entry));
      for (const [at, { resolve }] of batch.entries()) resolve(outcomes[at] ?? 'failed');
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
