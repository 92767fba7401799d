/** A process for tests of commands: what was written and said can be read back, and it stops when a test says so. */
import type { Program } from './terminal';

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An input that has ended.
}

export function programFor(changes: Partial<Program> = {}) {
  const said: string[] = [];
  const stop = new AbortController();
  let written = '';
  const program: Program = {
    stdin: nothing(),
    write: (text) => {
      written += text;
      return Promise.resolve(true);
    },
    say: (line) => said.push(line),
    version: '1.2.3',
    environment: {},
    folder: __dirname,
    stopSignal: () => stop.signal,
    ...changes,
  };
  return {
    program,
    said: () => said.join('\n'),
    written: () => written,
    stop: () => stop.abort(),
  };
}
