/** A collector that is killed with -9 at the worst moments: whoever comes next loses nothing and doubles nothing. */
import { PROGRESS } from '../../../server/collection/tasks/task_scripts';
import { batchOf } from '../estate';
import type { Stage } from '../fault_setup';
import type { StoreRequest } from '../store_proxy';

export function killedScenarios(stage: Stage): void {
  test('killed several times in the middle of a log group', async () => {
    const estate = stage.estate();
    // Large records, so that there are many pages and windows to be killed in.
    const calls = estate.calls(800, { stepMs: 60_000, padding: 'x'.repeat(40_000) });
    estate.log(calls.lines);
    const now = Date.now();
    estate.log(
      Array.from({ length: 20 }, (_, n) => ({ timestamp: now - n * 3_000_000, message: `no JSON ${n}` })),
    );
    await estate.readLogs();
    for (let kill = 1; kill <= 3; kill++) {
      const before = await estate.count();
      const collector = stage.process();
      await estate.untilStored(before + 100);
      await collector.kill();
    }
    // Else the kills proved nothing.
    expect(await estate.count()).toBeLessThan(800);
    stage.process();
    await estate.untilRead(now, 120_000);
    await estate.expectExactly(calls.ids, { rejected: 20 });
    // Counts survive the kills too: what was stored but not yet saved is told as stored before.
    const [task] = await estate.tasks();
    const { stored = 0, already_stored: again = 0 } = task?.totals ?? {};
    expect(stored + again).toBeGreaterThanOrEqual(800);
    expect(stored).toBeLessThanOrEqual(800);
  });

  test('killed between bulk and delete', async () => {
    const estate = stage.estate();
    const calls = estate.calls(300);
    estate.putBatches(calls, 10);
    await estate.readQueue();
    // Deletes do not get through: everything is stored and nothing is deleted when the kill comes.
    const undo = stage.faults.add({
      kind: 'delay',
      service: 'sqs',
      operation: 'DeleteMessageBatch',
      delayMs: 60_000,
    });
    const first = stage.process();
    await estate.untilStored(50);
    await first.kill();
    undo();
    expect(await estate.messages()).toBeGreaterThanOrEqual(30);
    stage.passAtAws(31_000);
    stage.process();
    await estate.untilStored(300);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test('killed during a long object', async () => {
    const estate = stage.estate();
    const calls = estate.calls(4_000, { stepMs: 100, padding: 'x'.repeat(5_000) });
    estate.put(batchOf(calls.lines));
    await estate.readQueue({ slots: 1 });
    const first = stage.process();
    await estate.untilStored(1);
    await first.kill();
    const half = await estate.count();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(4_000);
    stage.passAtAws(31_000);
    stage.process();
    await estate.untilStored(4_000);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test('killed while a bucket is listed', async () => {
    const estate = stage.estate();
    const calls = estate.calls(1_200, { stepMs: 3_000 });
    for (let n = 0; n < calls.lines.length; n += 10) {
      const lines = calls.lines.slice(n, n + 10);
      estate.put(batchOf(lines), { key: estate.newKey(lines[0]?.timestamp) });
    }
    stage.faults.add({ kind: 'delay', service: 's3', operation: 'GetObject', delayMs: 100 });
    await estate.readBucket();
    const first = stage.process();
    await estate.untilStored(200);
    await first.kill();
    expect(await estate.count()).toBeLessThan(1_200);
    stage.faults.clear();
    stage.process();
    await estate.untilStored(1_200);
    await estate.expectExactly(calls.ids);
  });

  test('killed during a lease renewal', async () => {
    const estate = stage.estate();
    const calls = estate.calls(1_500, { stepMs: 60_000, padding: 'x'.repeat(20_000) });
    estate.log(calls.lines);
    await estate.readLogs();
    // OpenSearch has renewed the lease and the collector dies before it hears of it.
    const renewed = new Promise<void>((resolve) => {
      stage.proxy.add((request) => {
        if (!isRenewal(request)) return 'pass';
        resolve();
        return 'swallow_answer';
      });
    });
    // Slow enough to be still at work when its lease is a third over.
    stage.faults.add({ kind: 'delay', service: 'logs', operation: 'FilterLogEvents', delayMs: 400 });
    const first = stage.process();
    await renewed;
    await first.kill();
    stage.proxy.clear();
    stage.faults.clear();
    await stage.eventually('another one takes over', async () => {
      stage.process();
      await estate.untilRead(Date.now() - 60_000, 120_000);
      return true;
    });
    await estate.expectExactly(calls.ids);
  });
}

/** Says nothing but that the run goes on. */
function isRenewal({ path, body }: StoreRequest): boolean {
  if (!path.startsWith('/.bedrock-tasks/_update/')) return false;
  const { script } = JSON.parse(body) as { script: { source: string; params: Record<string, unknown> } };
  return script.source === PROGRESS && !('checkpoint' in script.params);
}
