/** Ten thousand objects of one record each: what an object costs beside its records. */
import { storingRate, withRig } from './collecting';
import { type Bench, figure } from './figure';

const OBJECTS = 10_000;
const LEAST_PER_SECOND = 300;

export const objects: Bench = (around) =>
  withRig({ objects: OBJECTS, recordsPerObject: 1 }, around, async (rig) => {
    const collector = await rig.startCollector({ slots: 4, workers: 16 });
    rig.deliver();
    const rate = await storingRate(collector, rig.aws.records);
    await collector.stop();
    const value = Math.round(rate);
    return [figure('objects', 'rate', { value, unit: 'objects/s', limit: LEAST_PER_SECOND, atLeast: true })];
  });
