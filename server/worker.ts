/**
 * Entry of the worker bundle: one transform job at a time, bytes in and bytes out. It touches neither network nor
 * disk. What a transform throws is a bug; only its class is passed on, since its message may quote a record.
 */
import { parentPort } from 'node:worker_threads';
import { transformBatch, type TransformJob } from './collection/transform_job';
import type { WorkerReply } from './collection/transform_pool';
import { transformInvocation } from './transforms/invocation/transform';

const port = parentPort;
if (port === null) throw new Error('this file is started as a worker thread');

port.on('message', (job: TransformJob) => {
  try {
    const batch = transformBatch(job, transformInvocation);
    const reply: WorkerReply = { batch };
    port.postMessage(reply, [batch.body.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    const reply: WorkerReply = { failed: error instanceof Error ? error.name : typeof error };
    port.postMessage(reply);
  }
});
