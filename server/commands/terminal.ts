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

/** Answers the exit code: 0 done, 2 wrong usage or unreadable input. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

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
