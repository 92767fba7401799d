/**
 * Entry of the worker bundle: bytes in and bytes out, for several batches and objects at a time. It touches neither
 * network nor disk. What a transform throws is a bug; only its class is passed on, since its message may quote a
 * record.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { FlightRecorder } from './collection/workers/flight_recorder';
import { WorkerJobs } from './collection/workers/worker_jobs';
import type { FromWorker, ToWorker } from './collection/workers/transform_protocol';
import { transformRecord } from './transforms/transform_record';

const port = parentPort;
if (port === null || !(workerData instanceof SharedArrayBuffer))
  throw new Error('this file is started as a transform worker');

const jobs = new WorkerJobs(
  (message, transfer) => port.postMessage(message, transfer),
  transformRecord,
  new FlightRecorder(workerData),
);
port.on('message', (message: ToWorker) => jobs.receive(message));
port.postMessage({ kind: 'ready' } satisfies FromWorker);
