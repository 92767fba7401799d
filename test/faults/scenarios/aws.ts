/** AWS that throttles, fails, forgets who we are, or hangs up in the middle of an answer. */
import type { Stage } from '../fault_setup';
import type { Fault } from '../../../dev/aws/faults';

/** As many at once as the SDK does not ride out by itself, several times over. */
const MANY = 9;

const FAULTS: readonly (readonly [string, Omit<Fault, 'service'>])[] = [
  ['throttles', { kind: 'throttle', times: MANY }],
  ['answers 500', { kind: 'server_error', times: MANY }],
  ['says that the token has expired, in mid-run', { kind: 'expired_token', times: 2 }],
  ['closes the connection without an answer', { kind: 'drop_connection', times: MANY }],
  ['ends its answers half-way', { kind: 'truncate_response', times: MANY }],
];

export function awsScenarios(stage: Stage): void {
  test.each(FAULTS)('CloudWatch Logs %s', async (_what, fault) => {
    const estate = stage.estate();
    const calls = estate.calls(400, { stepMs: 60_000, padding: 'x'.repeat(20_000) });
    estate.log(calls.lines);
    await estate.readLogs();
    stage.collector();
    await estate.untilStored(1);
    stage.faults.add({ ...fault, service: 'logs' });
    await estate.untilRead(Date.now(), 120_000);
    await estate.expectExactly(calls.ids);
  });

  test.each(FAULTS)('S3 and SQS: AWS %s', async (_what, fault) => {
    const estate = stage.estate();
    const calls = estate.calls(300);
    estate.putBatches(calls, 5);
    stage.faults.add({ ...fault, service: 's3' });
    stage.faults.add({ ...fault, service: 'sqs', operation: 'ReceiveMessage' });
    stage.faults.add({ ...fault, service: 'sqs', operation: 'DeleteMessageBatch' });
    await estate.readQueue();
    stage.collector();
    const passing = setInterval(() => stage.passAtAws(3_000), 1_000);
    try {
      await estate.untilStored(300, 120_000);
      await estate.untilQueueIsEmpty(120_000);
    } finally {
      clearInterval(passing);
    }
    await estate.expectExactly(calls.ids);
  });
}
