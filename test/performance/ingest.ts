/**
 * How much of what OpenSearch can take in the whole way gets there: objects of 200 records, announced by a queue,
 * fetched, transformed in mode `full` and stored, against ready-made bodies on the same node.
 */
import { storingRate, withRig } from './collecting';
import { type Bench, figure } from './figure';
import { readyMadeRates } from './ready_made';

const OBJECTS = 250;
/** Records that are stored before anything is counted: the other side has its warm-up, too. */
const WARM_UP = 10_000;
const RECORDS_PER_OBJECT = 200;
const LEAST = 0.85;
/** What an integration has that says nothing about it. */
const DEFAULTS = { slots: 4, workers: 5 };

export const ingest: Bench = (around) =>
  withRig({ objects: OBJECTS, recordsPerObject: RECORDS_PER_OBJECT }, around, async (rig) => {
    const best = Math.max(...(await readyMadeRates(rig.node, rig.aws.records - WARM_UP, around)));
    const collector = await rig.startCollector(DEFAULTS);
    rig.deliver();
    const rate = await storingRate(collector, rig.aws.records, { after: WARM_UP });
    await collector.stop();
    around.say(`end to end: ${rate.toFixed(0)} records/s`);
    const value = Number((rate / best).toFixed(2));
    return [figure('ingest', 'of_ready_made_bulk', { value, unit: '×', limit: LEAST, atLeast: true })];
  });
