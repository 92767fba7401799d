/**
 * The signals that ask a process to end. The first one asks and lets it finish what it has begun; after that the
 * system's own way is in force again, so that a second one ends it at once.
 */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

export function stopSignal(source: SignalSource): AbortSignal {
  const controller = new AbortController();
  const ask = (): void => {
    for (const signal of SIGNALS) source.off(signal, ask);
    controller.abort();
  };
  for (const signal of SIGNALS) source.on(signal, ask);
  return controller.signal;
}
