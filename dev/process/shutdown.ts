/**
 * What must be stopped when a program ends, in the reverse order of starting: the collector before the OpenSearch
 * it writes to. Every stop is tried, also when an earlier one fails; the failures are told together.
 */

export class Shutdown {
  private readonly stops: Array<{ readonly name: string; readonly stop: () => Promise<unknown> }> = [];
  private running: Promise<void> | undefined;

  add(name: string, stop: () => Promise<unknown>): void {
    this.stops.push({ name, stop });
  }

  /** Whether it has begun: what fails from then on fails because of it. */
  get begun(): boolean {
    return this.running !== undefined;
  }

  /** Stops everything once; later calls wait for the same end. Rejects with an `AggregateError`. */
  run(): Promise<void> {
    return (this.running ??= this.stopAll());
  }

  private async stopAll(): Promise<void> {
    const failures: Error[] = [];
    for (let next = this.stops.pop(); next; next = this.stops.pop()) {
      try {
        await next.stop();
      } catch (cause) {
        failures.push(new Error(`${next.name} did not stop cleanly`, { cause }));
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
    }
  }
}

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ctrl-C, a closed terminal and `kill` stop everything in order and end this process. A second signal ends it at
 * once: what it started is bound to its life and goes with it.
 */
export function stopOnSignals(shutdown: Shutdown, report: (line: string) => void): void {
  let asked = false;
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(EXIT_CODES[signal]);
      asked = true;
      shutdown.run().then(
        () => process.exit(EXIT_CODES[signal]),
        (error: unknown) => {
          report(error instanceof Error ? error.message : String(error));
          process.exit(EXIT_CODES[signal]);
        },
      );
    });
  }
}
