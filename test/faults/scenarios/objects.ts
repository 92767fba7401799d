/** Objects that are gone, replaced, damaged or empty: each answers for itself, its neighbours are stored. */
import { gzipSync } from 'node:zlib';
import { batchOf, type Estate, type LogLine } from '../estate';
import type { Stage } from '../fault_setup';

const member = (lines: readonly LogLine[], end = '\n'): Buffer =>
  gzipSync(lines.map(({ message }) => message).join('\n') + end);

export function objectScenarios(stage: Stage): void {
  /** Collects what the queue tells of, beside an object in order with ten calls; gives back their ids. */
  const collected = async (estate: Estate): Promise<readonly string[]> => {
    const neighbour = estate.calls(10, { prefix: 'neighbour' });
    estate.putBatches(neighbour, 10);
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(10);
    await estate.untilQueueIsEmpty();
    return neighbour.ids;
  };

  test('deleted before it was read', async () => {
    const estate = stage.estate();
    await estate.remove(estate.put(batchOf(estate.calls(10).lines)));
    await estate.expectExactly(await collected(estate), { rejected: 1 });
    expect(await estate.rejectedReasons()).toEqual([['object_missing']]);
  });

  test('replaced before it was read: what is there now is stored, once', async () => {
    const estate = stage.estate();
    const now = estate.calls(30);
    const key = estate.put(batchOf(now.lines.slice(0, 10)));
    estate.put(batchOf(now.lines), { key });
    await estate.expectExactly([...now.ids, ...(await collected(estate))]);
  });

  test('replaced while it is read: one version is stored from its beginning to its end', async () => {
    const estate = stage.estate();
    const all = estate.calls(400, { padding: 'x'.repeat(3_000) });
    const key = estate.put(batchOf(all.lines.slice(0, 200)));
    // The first download stands still after some bytes, until the object has another version.
    stage.faults.add({
      kind: 'stall_response',
      service: 's3',
      operation: 'GetObject',
      times: 1,
      afterBytes: 5_000,
    });
    await estate.readQueue({ api_timeout: 2 });
    stage.collector();
    await stage.eventually(
      'the download has begun',
      async () => stage.localAws.requests.list({ operation: 'GetObject' }).length > 0,
    );
    estate.put(batchOf(all.lines), { key });
    const passing = setInterval(() => stage.passAtAws(2_000), 1_000);
    try {
      await estate.untilStored(400);
      await estate.untilQueueIsEmpty();
    } finally {
      clearInterval(passing);
    }
    await estate.expectExactly(all.ids);
  });

  test('its end is missing (truncated gzip): what stands before is stored, and a pointer left', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200);
    // Two whole members and the beginning of a third.
    const whole = Buffer.concat([member(calls.lines.slice(0, 50)), member(calls.lines.slice(50, 100))]);
    const third = member(calls.lines.slice(100));
    estate.put(Buffer.concat([whole, third.subarray(0, 40)]));
    const neighbours = await collected(estate);
    expect(await estate.rejectedReasons()).toEqual([['truncated_gzip']]);
    const ids = new Set(await estate.storedIds());
    for (const id of [...calls.ids.slice(0, 100), ...neighbours]) expect(ids).toContain(id);
    // Nothing is stored that was not there whole.
    for (const id of ids) expect([...calls.ids, ...neighbours]).toContain(id);
  });

  test('empty, of no bytes or of an empty gzip', async () => {
    const estate = stage.estate();
    estate.put(Buffer.alloc(0));
    estate.put(gzipSync(''));
    await estate.expectExactly(await collected(estate));
  });

  test('of several gzip members, cut anywhere, without a newline at the end', async () => {
    const estate = stage.estate();
    const calls = estate.calls(90);
    const text = calls.lines.map(({ message }) => message).join('\n');
    const cuts = [0, 1_000, Math.floor(text.length / 2), text.length - 7, text.length];
    estate.put(Buffer.concat(cuts.slice(1).map((end, n) => gzipSync(text.slice(cuts[n], end)))));
    await estate.expectExactly([...calls.ids, ...(await collected(estate))]);
  });

  test.each([
    [
      'a JSON array',
      (lines: readonly LogLine[]) => Buffer.from(`[${lines.map(({ message }) => message).join(',')}]`),
    ],
    [
      '{"Records": […]}',
      (lines: readonly LogLine[]) =>
        Buffer.from(`{"Records":[${lines.map(({ message }) => message).join(',')}]}`),
    ],
    [
      'no gzip at all',
      (lines: readonly LogLine[]) => Buffer.from(lines.map(({ message }) => message).join('\r\n')),
    ],
  ])('in another form: %s', async (_what, bodyOf) => {
    const estate = stage.estate();
    const calls = estate.calls(50);
    estate.put(bodyOf(calls.lines));
    await estate.expectExactly([...calls.ids, ...(await collected(estate))]);
  });

  test('damaged lines among good ones: each leaves a pointer to its line', async () => {
    const estate = stage.estate();
    const calls = estate.calls(100);
    const lines = calls.lines.map((line, n) =>
      n % 25 === 3 ? { ...line, message: line.message.slice(0, 200) } : line,
    );
    estate.put(batchOf(lines));
    const good = calls.ids.filter((_id, n) => n % 25 !== 3);
    await estate.expectExactly([...good, ...(await collected(estate))], { rejected: 4 });
    expect(new Set((await estate.rejectedReasons()).flat())).toEqual(new Set(['not_json']));
  });
}
