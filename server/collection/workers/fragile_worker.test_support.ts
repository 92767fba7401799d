/** A transform worker that does what its records tell it to, dying included; for tests of the pool with real threads. */
import { appendFileSync, existsSync } from 'node:fs';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import type { TransformContext } from '../../transforms/context';
import type { BodyTexts } from '../../transforms/invocation/offloaded';
import type { Outcome } from '../../transforms/outcome';
import { FlightRecorder } from './flight_recorder';
import type { FromWorker, ToWorker } from './transform_protocol';
import { WorkerJobs } from './worker_jobs';

export interface FragileRecord {
  readonly id: string;
  readonly do?: 'index' | 'skip' | 'reject' | 'exit' | 'exit_once' | 'uncaught' | 'memory' | 'bug';
  /** A file by whose existence `exit_once` knows that it was here before. */
  readonly mark?: string;
  readonly fill?: number;
  readonly text?: string;
  readonly input?: { readonly inputBodyS3Path: string };
}

function transform(text: string, _context: TransformContext, bodies: BodyTexts = {}): Outcome {
  const record = JSON.parse(text) as FragileRecord;
  switch (record.do) {
    case 'skip':
      return { status: 'skipped', reason: 'other_schema' };
    case 'reject':
      return { status: 'rejected', reasons: ['no_timestamp'] };
    case 'exit':
      process.exit(3);
      break;
    case 'exit_once':
      if (record.mark !== undefined && !existsSync(record.mark)) {
        appendFileSync(record.mark, 'x');
        process.exit(3);
      }
      break;
    case 'uncaught':
      process.nextTick(() => {
        throw new Error(text);
      });
      break;
    case 'memory': {
      const hoard: unknown[] = [];
      for (;;) hoard.push({ hoard: [text] });
    }
    case 'bug':
      throw new TypeError(text);
    case 'index':
    case undefined:
  }
  const document = { thread: threadId, bodies: { ...bodies }, fill: 'x'.repeat(record.fill ?? 0) };
  return { status: 'indexed', dataset: 'invocation', id: record.id, timestamp: 0, document };
}

const port = parentPort;
if (port === null || !(workerData instanceof SharedArrayBuffer)) throw new TypeError('not a worker');
const jobs = new WorkerJobs(
  (message, transfer) => port.postMessage(message, transfer),
  transform,
  new FlightRecorder(workerData),
);
port.on('message', (message: ToWorker) => jobs.receive(message));
port.postMessage({ kind: 'ready' } satisfies FromWorker);
