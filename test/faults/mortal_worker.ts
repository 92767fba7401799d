/**
 * The transform worker, but for records that are fatal to it. A release knows no such record, or it would be no more;
 * what matters is that the next one takes no words along: the errors here quote the record.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { FlightRecorder } from '../../server/collection/workers/flight_recorder';
import { WorkerJobs } from '../../server/collection/workers/worker_jobs';
import type { FromWorker, ToWorker } from '../../server/collection/workers/transform_protocol';
import { transformInvocation } from '../../server/transforms/invocation/transform';

const port = parentPort;
if (port === null || !(workerData instanceof SharedArrayBuffer)) throw new TypeError('not a worker');

function die(text: string): void {
  const [, how] = /"requestId":"fatal-(\w+)/.exec(text) ?? [];
  if (how === 'exit') process.exit(3);
  if (how === 'bug') throw new TypeError(`cannot read ${text}`);
  if (how !== 'uncaught') return;
  process.nextTick(() => {
    throw new Error(`cannot go on with ${text}`);
  });
}

const jobs = new WorkerJobs(
  (message, transfer) => port.postMessage(message, transfer),
  (text, ...rest) => {
    die(text);
    return transformInvocation(text, ...rest);
  },
  new FlightRecorder(workerData),
);
port.on('message', (message: ToWorker) => jobs.receive(message));
port.postMessage({ kind: 'ready' } satisfies FromWorker);
