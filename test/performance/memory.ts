/**
 * How much a collector grows over what it needs when idle: while it reads one object of a gibibyte, and while a
 * hundred thousand messages wait for it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningCollector, storingRate, withRig } from './collecting';
import { type Bench, figure, type Surroundings } from './figure';

const MOST_MIB = 300;
const GIB = 1024 ** 3;
const WAITING_MESSAGES = 100_000;
/** Long enough for buffers and queues to fill as far as they ever do. */
const WATCH_MS = 90_000;
const SAMPLE_MS = 100;
const AT_REST_AFTER_MS = 5_000;
const WARM_RECORDS = 2_000;

export const memory: Bench = async (around) => [
  figure('memory', 'one_object_of_1_gib', { value: await largeObject(around), unit: 'MiB', limit: MOST_MIB }),
  figure('memory', '100_000_messages', { value: await manyMessages(around), unit: 'MiB', limit: MOST_MIB }),
];

const largeObject = (around: Surroundings): Promise<number> =>
  withRig({ objects: 0, recordsPerObject: 0, largeObjectBytes: GIB }, around, async (rig) => {
    const collector = await rig.startCollector({ slots: 1, workers: 1 });
    const growth = await watched(collector);
    rig.deliver();
    const began = performance.now();
    await storingRate(collector, rig.aws.records, { watch: growth.sample });
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    around.say(`${rig.aws.records} records of one object in ${seconds} s, ${growth.describe()}`);
    await collector.stop();
    return growth.mebibytes();
  });

const manyMessages = (around: Surroundings): Promise<number> =>
  withRig({ objects: WAITING_MESSAGES, recordsPerObject: 1 }, around, async (rig) => {
    const collector = await rig.startCollector({ slots: 4, workers: 16 });
    const growth = await watched(collector);
    rig.deliver();
    const until = performance.now() + WATCH_MS;
    while (performance.now() < until) {
      await growth.sample();
      await sleep(SAMPLE_MS);
    }
    const stored = await collector.stored();
    around.say(`${stored} messages done meanwhile, ${growth.describe()}`);
    if (stored < WARM_RECORDS) throw new Error('the collector hardly worked while its memory was watched');
    await collector.stop();
    return growth.mebibytes();
  });

async function watched(collector: RunningCollector) {
  await sleep(AT_REST_AFTER_MS);
  const before = await collector.memory();
  let most = before;
  return {
    sample: async (): Promise<void> => {
      most = Math.max(most, await collector.memory());
    },
    mebibytes: () => Math.max(1, Math.round(most - before)),
    describe: () => `from ${before.toFixed(0)} to at most ${most.toFixed(0)} MiB`,
  };
}
