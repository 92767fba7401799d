/** Several collectors at the same work, and what can come between them: lost answers, clocks that disagree. */
import { systemClock } from '../../../server/clock';
import type { Stage } from '../fault_setup';
import { times } from '../store_proxy';

const MINUTE = 60_000;

export function togetherScenarios(stage: Stage): void {
  test.each([2, 5])('%d collectors on one queue', async (count) => {
    const estate = stage.estate();
    const calls = estate.calls(600);
    estate.putBatches(calls, 5);
    // More slots than one of them takes at once, and so slow that the others come in time.
    stage.faults.add({ kind: 'delay', service: 's3', operation: 'GetObject', delayMs: 200 });
    await estate.readQueue({ slots: 12, number_of_workers: 1 });
    for (let n = 0; n < count; n++) stage.collector({ identity: `collector-${n}` });
    await estate.untilStored(600);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
    const owners = (await estate.tasks()).flatMap(({ runs }) => runs.map(({ owner }) => owner));
    expect(new Set(owners).size).toBeGreaterThan(1);
  });

  test.each([2, 5])('%d collectors on one task', async (count) => {
    const estate = stage.estate();
    const calls = estate.calls(500, { stepMs: 30_000 });
    estate.log(calls.lines);
    await estate.readLogs();
    for (let n = 0; n < count; n++) stage.collector({ identity: `collector-${n}` });
    await estate.untilRead(Date.now());
    await estate.untilRead(Date.now());
    await estate.expectExactly(calls.ids);
    const [task] = await estate.tasks();
    // One at a time: a run starts after the one before has ended.
    for (const [n, run] of (task?.runs ?? []).entries()) {
      const before = task?.runs[n + 1];
      if (before !== undefined) expect(run.started_at).toBeGreaterThanOrEqual(before.ended_at ?? Infinity);
    }
  });

  test('the answer to every third write of a task is cut off', async () => {
    const estate = stage.estate();
    const calls = estate.calls(500, { stepMs: 30_000, padding: 'x'.repeat(20_000) });
    estate.log(calls.lines);
    await estate.readLogs();
    let writes = 0;
    let cut = 0;
    stage.proxy.add(({ path }) => {
      if (!path.startsWith('/.bedrock-tasks/_update/') || writes++ % 3 !== 0) return 'pass';
      cut += 1;
      return writes % 2 === 0 ? 'swallow_answer' : 'cut_answer';
    });
    stage.collector({ identity: 'one' });
    stage.collector({ identity: 'two' });
    await estate.untilRead(Date.now(), 120_000);
    await stage.eventually('several were cut', async () => cut > 3);
    stage.proxy.clear();
    await estate.expectExactly(calls.ids);
    const [task] = await estate.tasks();
    expect(task?.totals.stored).toBe(500);
  });

  test('the clocks of two collectors are eight minutes apart', async () => {
    const estate = stage.estate();
    const early = estate.calls(100, { prefix: 'early', until: Date.now() - 10 * MINUTE });
    estate.log(early.lines);
    await estate.readLogs({ overlap: 600 });
    for (const skew of [4 * MINUTE, -4 * MINUTE])
      stage.collector({ identity: `skew${skew}`, clock: { ...systemClock, now: () => Date.now() + skew } });
    await estate.untilStored(100);
    // What happens now is behind the clock of the one and ahead of that of the other.
    const late = estate.calls(100, { prefix: 'late', stepMs: 10 });
    estate.log(late.lines);
    await estate.untilStored(200);
    await estate.expectExactly([...early.ids, ...late.ids]);
  });

  test('OpenSearch cannot be reached for the first writes of a task', async () => {
    const estate = stage.estate();
    const calls = estate.calls(50);
    estate.log(calls.lines);
    await estate.readLogs();
    stage.proxy.add(times(5, ({ path }) => path.startsWith('/.bedrock-tasks/_update/'), 'refuse'));
    stage.collector();
    await estate.untilRead(Date.now());
    await estate.expectExactly(calls.ids);
  });
}
