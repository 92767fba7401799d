import { S3NotificationsSettings } from '../../../common/integrations/sources/s3_notifications_settings';
import { jumpingClock } from '../../clock.test_support';
import { asFailure, Failure, needsPerson, retryLater } from '../../failure';
import { BucketModel, textOf } from '../s3_objects/bucket_model.test_support';
import type { Batch, RejectedRecord } from '../source';
import { QueueModel } from './queue_model.test_support';
import { s3NotificationsSource } from './s3_notifications_source';

const accountId = '111122223333';
const start = Date.UTC(2026, 10, 22, 12);
const folder = `AWSLogs/${accountId}/BedrockModelInvocationLogs/eu-west-1/2026/11/22/12/`;
const keyOf = (id: string) => `${folder}20261122T120000000Z_${id}.json.gz`;

const messageOf = (...keys: string[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      awsRegion: 'eu-west-1',
      s3: { bucket: { name: 'records' }, object: { key, size: 3 } },
    })),
  });

interface RunOptions {
  /** What becomes of a batch once its objects are read; rejecting lets it go. */
  readonly store?: (texts: readonly string[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** A queue, a bucket, and runs that store what they read. */
class Bench {
  readonly clock = jumpingClock(start);
  readonly queue = new QueueModel(this.clock);
  readonly denied = new Set<string>();
  readonly broken = new Set<string>();
  readonly bucket = new BucketModel({
    now: () => this.clock.now(),
    denied: (key) => this.denied.has(key) || this.denied.has('all'),
    breaks: (key) => (this.broken.has(key) ? 1 : undefined),
  });
  readonly read: string[] = [];
  readonly rejected: RejectedRecord[] = [];
  readonly skipped: unknown[] = [];
  readonly regions: string[] = [];
  checkpoint: unknown;
  readUntil: number | undefined;
  inFlight = 0;
  mostInFlight = 0;

  put(id: string): string {
    this.bucket.put(keyOf(id), id, start);
    return keyOf(id);
  }

  async run(
    settings: object = {},
    { store = async () => undefined, signal }: RunOptions = {},
  ): Promise<void> {
    const stopping = new AbortController();
    signal?.addEventListener('abort', () => stopping.abort());
    const source = s3NotificationsSource({
      queue: this.queue,
      objectsIn: (region) => {
        this.regions.push(region);
        return this.bucket;
      },
      place: { accountId, regions: ['eu-west-1', 'us-east-1'], region: 'us-east-1' },
      settings: S3NotificationsSettings.parse({
        source: 's3_notifications',
        queue_url: 'https://sqs.us-east-1.amazonaws.com/111122223333/logs',
        buckets: ['records'],
        ...settings,
      }),
      clock: this.clock,
      random: () => 0.5,
    });
    let failure: unknown;
    const working = new Set<Promise<void>>();
    for await (const batch of source.read(undefined, {
      signal: stopping.signal,
      now: () => this.clock.now(),
    })) {
      this.inFlight += 1;
      this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
      const work: Promise<void> = this.settle(batch, store)
        .catch((error: unknown) => {
          failure ??= error;
          stopping.abort();
        })
        .finally(() => {
          this.inFlight -= 1;
          working.delete(work);
        });
      working.add(work);
    }
    await Promise.all(working);
    if (failure !== undefined) throw failure;
  }

  private async settle(batch: Batch<unknown>, store: NonNullable<RunOptions['store']>): Promise<void> {
    const rejected = [...(batch.rejected ?? [])];
    const texts: string[] = [];
    try {
      for (const object of batch.objects ?? []) {
        const opened = await object.open(new AbortController().signal);
        if ('chunks' in opened) texts.push(await textOf(opened));
        else rejected.push(opened);
      }
      if (batch.acknowledge !== undefined) await store(texts);
    } catch (error) {
      if ((await batch.release?.(asFailure(error))) === 'go_on') return;
      throw error;
    }
    this.read.push(...texts);
    this.rejected.push(...rejected);
    if (Object.keys(batch.skipped ?? {}).length > 0) this.skipped.push(batch.skipped);
    await batch.acknowledge?.();
    if (batch.checkpoint === undefined) return;
    this.checkpoint = batch.checkpoint;
    this.readUntil = batch.readUntil;
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.clock.stop());

test('reads what messages lead to, deletes them, and ends when one long poll finds nothing', async () => {
  const ids = Array.from({ length: 23 }, (_, at) => `0${at.toString(16)}`);
  for (const id of ids) bench.queue.send(messageOf(bench.put(id)));
  await bench.run();
  expect([...bench.read].sort()).toEqual([...ids].sort());
  expect(bench.queue.left).toEqual([]);
  expect(bench.checkpoint).toEqual({
    queue_url: 'https://sqs.us-east-1.amazonaws.com/111122223333/logs',
    empty_at: bench.readUntil,
  });
  expect(bench.regions.every((region) => region === 'eu-west-1')).toBe(true);
});

test('takes no more than it has workers for, and deletes what is stored together', async () => {
  for (let at = 0; at < 30; at++) bench.queue.send(messageOf(bench.put(`0${at.toString(16)}`)));
  await bench.run({ number_of_workers: 4 }, { store: () => bench.clock.sleep(1_000) });
  expect(bench.mostInFlight).toBeLessThanOrEqual(4);
  expect(Math.max(...bench.queue.receives.map(({ max }) => max))).toBe(4);
  expect(bench.queue.deleteBatches.length).toBeLessThanOrEqual(10);
});

test('deletes one by one what SQS did not delete with the others', async () => {
  for (const id of ['1', '2', '3', '4']) bench.queue.send(messageOf(bench.put(id)));
  bench.queue.deleteFaults.push('failed', 'failed');
  await bench.run();
  expect(bench.queue.left).toEqual([]);
});

test('ends the run when nothing can be deleted; the message comes again', async () => {
  bench.queue.send(messageOf(bench.put('1')));
  bench.queue.deleteFaults.push(retryLater('aws_unavailable', 'away'));
  await expect(bench.run()).rejects.toMatchObject({ code: 'aws_unavailable' });
  expect(bench.queue.left).toHaveLength(1);
});

test('a message stays hidden for as long as it is in work', async () => {
  const id = bench.queue.send(messageOf(bench.put('1')));
  const hidden: number[] = [];
  await bench.run(
    { visibility_timeout: 60 },
    {
      store: async () => {
        for (let at = 0; at < 60; at++) {
          await bench.clock.sleep(10_000);
          hidden.push(bench.queue.hiddenFor(id));
        }
      },
    },
  );
  expect(Math.min(...hidden)).toBeGreaterThan(20);
  expect(bench.read).toEqual(['1']);
  expect(bench.queue.changes.every(({ seconds }) => seconds === 60)).toBe(true);
  expect(bench.queue.changes.length).toBeLessThan(25);
});

test('twelve hours are the end of it', async () => {
  bench.queue.send(messageOf(bench.put('1')));
  await bench.run(
    { visibility_timeout: 7_200, wait_time: 0, number_of_workers: 1 },
    {
      store: (texts) =>
        bench.clock.sleep(texts.length > 0 && bench.queue.changes.length === 0 ? 13 * 3_600_000 : 0),
    },
  );
  const total = bench.queue.changes.map(({ at, seconds }) => at - start + seconds * 1_000);
  expect(Math.max(...total)).toBeLessThanOrEqual(12 * 3_600_000);
  expect(Math.max(...total)).toBeGreaterThan(11.9 * 3_600_000);
});

test('who may not keep messages hidden is told so', async () => {
  for (let at = 0; at < 40; at++) bench.queue.send(messageOf(bench.put(`0${at.toString(16)}`)));
  bench.queue.changeFault = needsPerson('access_denied', 'denied', 'Allow it.');
  await expect(
    bench.run({ visibility_timeout: 60, number_of_workers: 1 }, { store: () => bench.clock.sleep(40_000) }),
  ).rejects.toMatchObject({ code: 'access_denied' });
});

test('when nothing can be stored the run ends, and the message is given back later and later', async () => {
  const id = bench.queue.send(messageOf(bench.put('1')));
  const store = async () => {
    throw retryLater('opensearch_unreachable', 'away');
  };
  const hidden: number[] = [];
  for (let at = 0; at < 5; at++) {
    await expect(bench.run({}, { store })).rejects.toMatchObject({ code: 'opensearch_unreachable' });
    hidden.push(bench.queue.hiddenFor(id));
    await bench.clock.sleep(900_000);
  }
  expect(hidden).toEqual([4, 15, 60, 240, 675]);
});

test('a run that is asked to stop gives back at once what it has not stored', async () => {
  for (let at = 0; at < 5; at++) bench.queue.send(messageOf(bench.put(`${at}`)));
  const stopping = new AbortController();
  await bench
    .run(
      {},
      {
        signal: stopping.signal,
        store: async () => {
          stopping.abort();
          throw retryLater('stopped', 'stopped');
        },
      },
    )
    .catch((error: unknown) => expect(error).toMatchObject({ code: 'stopped' }));
  expect(bench.queue.left.every((id) => bench.queue.hiddenFor(id) <= 0)).toBe(true);
});

describe('what is wrong with a message or its objects is left behind with a pointer', () => {
  test('an object that is gone, beside one that is there', async () => {
    bench.queue.send(messageOf(keyOf('a0'), bench.put('1')));
    await bench.run();
    expect(bench.read).toEqual(['1']);
    expect(bench.rejected).toMatchObject([{ reasons: ['object_missing'], pointer: { key: keyOf('a0') } }]);
    expect(bench.queue.left).toEqual([]);
  });

  test('another bucket is never asked for', async () => {
    bench.queue.send(messageOf(bench.put('1')).replace('"records"', '"others"'));
    await bench.run();
    expect(bench.rejected).toMatchObject([
      { reasons: ['outside_definition'], pointer: { bucket: 'others' } },
    ]);
    expect(bench.bucket.gets).toEqual([]);
    expect(bench.queue.left).toEqual([]);
  });

  test('what is not to be read is counted, and test events go', async () => {
    bench.queue.send(JSON.stringify({ Event: 's3:TestEvent' }));
    bench.queue.send(
      messageOf(`${folder}data/r_input.json.gz`, `${folder}amazon-bedrock-logs-permission-check`),
    );
    bench.queue.send(messageOf(keyOf('1').replace('eu-west-1', 'ap-south-1')));
    await bench.run();
    expect(bench.skipped).toEqual([{ test_event: 1 }, { data_object: 1, canary: 1 }, { other_place: 1 }]);
    expect(bench.queue.left).toEqual([]);
    expect(bench.bucket.gets).toEqual([]);
  });

  test('an unreadable message', async () => {
    const id = bench.queue.send('not what S3 writes');
    await bench.run();
    expect(bench.rejected).toEqual([
      {
        pointer: {
          kind: 'queue_message',
          queue_url: 'https://sqs.us-east-1.amazonaws.com/111122223333/logs',
          message_id: id,
          sent_at: start,
        },
        length: 18,
        reasons: ['unreadable_message'],
      },
    ]);
    expect(bench.queue.left).toEqual([]);
  });

  test('which the queue moves away itself where it can', async () => {
    bench.queue.redrive = true;
    bench.queue.send('not what S3 writes');
    const stopping = new AbortController();
    await bench.run({ wait_time: 0 }, { signal: stopping.signal });
    expect(bench.queue.left).toHaveLength(1);
  });

  test('or not, as far as one may know', async () => {
    bench.queue.redrive = needsPerson('access_denied', 'denied', 'Allow it.');
    bench.queue.send('not what S3 writes');
    await bench.run();
    expect(bench.queue.left).toEqual([]);
  });
});

describe('an object that is denied', () => {
  test('alone is tried again while the others go on, then rejected', async () => {
    for (let at = 0; at < 8; at++) bench.queue.send(messageOf(bench.put(`${at}`)));
    bench.denied.add(keyOf('3'));
    await bench.run({ max_receive_count: 3, number_of_workers: 2 });
    expect([...bench.read].sort()).toEqual(['0', '1', '2', '4', '5', '6', '7']);
    expect(bench.rejected).toMatchObject([{ reasons: ['access_denied'], pointer: { key: keyOf('3') } }]);
    expect(bench.bucket.gets.filter(({ key }) => key === keyOf('3'))).toHaveLength(3);
    expect(bench.queue.left).toEqual([]);
  });

  test('is left to the queue where that moves it away', async () => {
    bench.queue.redrive = true;
    bench.queue.send(messageOf(bench.put('1')));
    bench.queue.send(messageOf(bench.put('2')));
    bench.denied.add(keyOf('2'));
    await bench.run({ max_receive_count: 1, wait_time: 0 });
    expect(bench.rejected).toEqual([]);
    expect(bench.queue.left).toEqual(['message-2']);
  });

  test('like all the others needs a person, and nothing is given up', async () => {
    for (let at = 0; at < 30; at++) bench.queue.send(messageOf(bench.put(`0${at.toString(16)}`)));
    bench.denied.add('all');
    for (let run = 0; run < 3; run++) {
      await expect(bench.run({ max_receive_count: 1 })).rejects.toMatchObject({ code: 'access_denied' });
      await bench.clock.sleep(900_000);
    }
    expect(bench.bucket.gets.length).toBeLessThan(60);
    expect(bench.rejected).toEqual([]);
    expect(bench.queue.left).toHaveLength(30);
    bench.denied.clear();
    await bench.run();
    expect(bench.read).toHaveLength(30);
  });

  test('as the only one there is needs a person too', async () => {
    bench.queue.send(messageOf(bench.put('1')));
    bench.denied.add('all');
    await expect(bench.run({ max_receive_count: 1, wait_time: 0 })).rejects.toMatchObject({
      code: 'access_denied',
    });
    expect(bench.queue.left).toHaveLength(1);
  });
});

test('an object whose download breaks again and again does not hold up the others', async () => {
  for (let at = 0; at < 4; at++) bench.queue.send(messageOf(bench.put(`${at}`)));
  bench.bucket.put(keyOf('1'), 'x'.repeat(100), start);
  bench.broken.add(keyOf('1'));
  await bench.run({ wait_time: 0 });
  expect([...bench.read].sort()).toEqual(['0', '2', '3']);
  expect(bench.queue.left).toEqual(['message-2']);
});

test('a queue that fails ends the run', async () => {
  jest.spyOn(bench.queue, 'receive').mockRejectedValue(new Failure('retry', 'throttled', 'slow', 'Nothing.'));
  await expect(bench.run()).rejects.toMatchObject({ code: 'throttled' });
});
