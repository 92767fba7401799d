/** The same calls on several ways, at several times, and many of them at once: each is one document. */
import { systemClock } from '../../../server/clock';
import { batchOf } from '../estate';
import type { Stage } from '../fault_setup';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function sameRecordsScenarios(stage: Stage): void {
  test('the same records through S3 and CloudWatch Logs at once', async () => {
    const estate = stage.estate();
    const calls = estate.calls(500);
    estate.log(calls.lines);
    estate.putBatches(calls, 50);
    await estate.readLogs();
    await estate.readQueue();
    stage.collector();
    await estate.untilRead(Date.now());
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
    // A run on a queue says what it did when it ends, which is after the queue was found empty.
    await stage.eventually('everything is counted, once as stored', async () => {
      const counts = (await estate.tasks()).map(({ totals }) => totals);
      const again = counts.reduce((sum, { already_stored }) => sum + already_stored, 0);
      return counts.reduce((sum, { stored }) => sum + stored, 0) === 500 && again >= 500;
    });
  });

  test('a partition ends between two deliveries', async () => {
    const estate = stage.estate();
    const now = new Date();
    const border = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
    // Half of them on either side of the border, in steps of a millisecond.
    const calls = estate.calls(100, { until: border + 49, stepMs: 1 });
    estate.log(calls.lines);
    await estate.readLogs();
    stage.collector();
    await estate.untilRead(now.getTime());
    const before = await estate.documents();
    // The same again, to a collector for which the next month has come.
    estate.put(batchOf(calls.lines));
    await estate.readQueue();
    stage.collector({ clock: { ...systemClock, now: () => Date.now() + 31 * DAY } });
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
    const after = await estate.documents();
    const placed = (documents: typeof before) => documents.map(({ id, index }) => `${index}/${id}`).sort();
    expect(placed(after)).toEqual(placed(before));
    expect(new Set(after.map(({ index }) => index)).size).toBe(2);
  });

  test('an object of which the queue tells several times', async () => {
    const estate = stage.estate();
    const calls = estate.calls(50);
    const body = batchOf(calls.lines);
    const key = estate.put(body);
    for (let n = 0; n < 4; n++) estate.put(body, { key });
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(50);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test('a backfill of the past beside the live collection, over a part that is stored already', async () => {
    const estate = stage.estate();
    const now = Date.now();
    const past = estate.calls(200, { prefix: 'past', until: now - HOUR });
    const since = estate.calls(200, { prefix: 'since', until: now - 60_000 });
    estate.log([...past.lines, ...since.lines]);
    await estate.readLogs({ start_position: new Date(now - HOUR / 2).toISOString() });
    stage.collector();
    await estate.untilStored(200);
    await estate.expectExactly(since.ids);
    const [from, to] = [now - 2 * HOUR, now].map((time) => new Date(time).toISOString());
    await estate.readLogs(
      { start_position: new Date(now - HOUR / 2).toISOString() },
      { intents: { backfills: [{ id: 'all', from, to }] } },
    );
    await stage.eventually('it is done', async () =>
      (await estate.tasks()).some(({ state, backfill }) => backfill !== undefined && state === 'done'),
    );
    await estate.expectExactly([...past.ids, ...since.ids]);
  });

  test('events in the same millisecond, over several pages', async () => {
    const estate = stage.estate();
    const calls = estate.calls(1_000, { stepMs: 0, padding: 'x'.repeat(3_000) });
    estate.log(calls.lines);
    await estate.readLogs();
    stage.collector();
    await estate.untilRead(Date.now());
    await estate.expectExactly(calls.ids);
  });

  test('events that arrive late, within the overlap', async () => {
    const estate = stage.estate();
    const now = Date.now();
    const early = estate.calls(100, { prefix: 'early', until: now });
    const late = estate.calls(100, { prefix: 'late', until: now });
    estate.log(early.lines);
    estate.log(late.lines.map((line, n) => ({ ...line, ingestionTime: now + 1_500 + (n % 7) * 300 })));
    await estate.readLogs();
    stage.collector();
    await estate.untilStored(200);
    await estate.expectExactly([...early.ids, ...late.ids]);
  });
}
