/**
 * How much of what OpenSearch can take in the whole way gets there: objects of 200 records, announced by a queue,
 * fetched, transformed in mode `full` and stored, against ready-made bodies on the same node, which has half of the
 * processors for itself. What both sides come to when they share all of them is told beside it.
 */
import { storingRate, withRig } from './collecting';
import { halves, keepTo } from './cores';
import { type Bench, figure, type Surroundings } from './figure';
import { readyMadeRates } from './ready_made';

const OBJECTS = 250;
/** Records that are stored before anything is counted: the other side has its warm-up, too. */
const WARM_UP = 10_000;
const RECORDS_PER_OBJECT = 200;
const LEAST = 0.85;
/** What an integration has that says nothing about it. */
const DEFAULTS = { slots: 4, workers: 5 };

export const ingest: Bench = async (around) => {
  around.say(`${await measure(around)} × on the same processors`);
  const processors = halves();
  if (processors === undefined)
    throw new Error('needs two processors, and taskset to give the store its own');
  const { ours, theirs, all } = processors;
  around.say(`OpenSearch on processors ${theirs}, everything else on ${ours}`);
  await keepTo(ours, process.pid);
  try {
    const value = await measure(around, (pid) => keepTo(theirs, pid));
    return [figure('ingest', 'of_ready_made_bulk', { value, unit: '×', limit: LEAST, atLeast: true })];
  } finally {
    await keepTo(all, process.pid);
  }
};

const measure = (around: Surroundings, place?: (node: number) => Promise<void>): Promise<number> =>
  withRig({ objects: OBJECTS, recordsPerObject: RECORDS_PER_OBJECT }, around, async (rig) => {
    await place?.(rig.node.pid);
    const best = Math.max(...(await readyMadeRates(rig.node, rig.aws.records - WARM_UP, around)));
    const collector = await rig.startCollector(DEFAULTS);
    rig.deliver();
    const rate = await storingRate(collector, rig.aws.records, { after: WARM_UP });
    await collector.stop();
    around.say(`end to end: ${rate.toFixed(0)} records/s`);
    return Number((rate / best).toFixed(2));
  });
