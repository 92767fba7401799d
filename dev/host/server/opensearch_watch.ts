/**
 * Asks OpenSearch whether it is there, as the host does, before the plugin starts and ever after: the log says when
 * it goes and when it comes back, and `/api/status` with it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger, OpenSearchClient } from 'osd/core/server';

export interface OpenSearchWatchOptions {
  readonly client: OpenSearchClient;
  readonly log: Logger;
  onChange(available: boolean): void;
  /** Milliseconds; default 2,500, the host's `opensearch.healthCheck.delay`. */
  readonly everyMs?: number;
}

export class OpenSearchWatch {
  private readonly stopping = new AbortController();
  private available: boolean | undefined;
  private watching: Promise<void> | undefined;

  constructor(private readonly options: OpenSearchWatchOptions) {}

  /** Resolves with the first answer; rejects when `signal` gives up. Watches on until `stop`. */
  async firstAnswer(signal?: AbortSignal): Promise<void> {
    while (!(await this.ask())) await sleep(this.everyMs, undefined, { signal });
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
  }

  private get everyMs(): number {
    return this.options.everyMs ?? 2_500;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // The only way this sleep can fail is being told to stop.
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.ask();
    }
  }

  private async ask(): Promise<boolean> {
    const { client, log, onChange } = this.options;
    let reason = '';
    const answered = await client.transport
      .request({ method: 'GET', path: '/' }, { maxRetries: 0, requestTimeout: 5_000 })
      .then(
        () => true,
        (error: unknown) => {
          reason = error instanceof Error ? error.message : String(error);
          return false;
        },
      );
    if (answered === this.available) return answered;
    if (!answered) log.error(`OpenSearch does not answer (${reason}). Asked again every ${this.everyMs} ms.`);
    else if (this.available === false) log.info('OpenSearch answers.');
    this.available = answered;
    onChange(answered);
    return answered;
  }
}
