/**
 * What a command may touch of the process it runs in, so that tests run commands without one. Standard output is
 * a command's answer alone; what is said to people goes to standard error.
 */
import type { Writable } from 'node:stream';

export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Resolves when more may be written; false when nobody reads any more, which is no error (`… | head`). */
  readonly write: (text: string) => Promise<boolean>;
  /** One line for people. */
  readonly say: (line: string) => void;
}

/** The process as commands see it that do more than read and write. */
export interface Program extends Terminal {
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the bundles lie, and `worker.js` among them. */
  readonly folder: string;
  /** A signal that aborts when the process is asked to stop; until it is asked for, such a request ends the process. */
  readonly stopSignal: () => AbortSignal;
}

const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

/** Writes with back-pressure to a stream whose reader may go away. */
export function writerTo(stream: Writable): (text: string) => Promise<boolean> {
  let failure: unknown;
  let wake = (): void => undefined;
  // Without a listener a closed pipe would end the process with a stack trace.
  stream.on('error', (error) => {
    failure = error;
    wake();
  });
  stream.on('drain', () => wake());
  return async (text) => {
    if (failure === undefined && !stream.write(text)) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (failure === undefined) return true;
    if (isClosedPipe(failure)) return false;
    throw failure;
  };
}
