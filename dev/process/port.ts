/**
 * Loopback ports: a free one to take, and a plain word when one that was asked for is taken. A check is only for the
 * message: whoever listens must still handle `EADDRINUSE`, since another program may be quicker.
 */
import { createServer } from 'node:net';
import { errorCode } from './error_code';
import { SetupProblem } from './setup_problem';

const LOOPBACK = '127.0.0.1';

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  return listenOnce(0);
}

/**
 * @param port as asked for; 0 stands for any and is never taken
 * @param what who needs it, as in "OpenSearch"
 * @param flag the option of `npm start` that changes it, as in "--opensearch-port"
 * @throws SetupProblem `port_taken`
 */
export async function requirePort(port: number, what: string, flag: string): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw portTaken(port, what, flag);
  }
}

export function portTaken(port: number | string, what: string, flag: string): SetupProblem {
  return new SetupProblem(
    'port_taken',
    `Port ${port}, which ${what} needs, is taken by another program.`,
    `Stop that program (\`lsof -i :${port}\` names it), or choose another port: ${flag} <port>`,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}
