/**
 * Content by right: in mode `none` nothing of what people wrote and models answered is anywhere, in `redacted` no
 * secret of theirs is, and in `full` nothing is outside the content index; wherever a record can hold it, whichever way
 * it arrives, and whatever fails meanwhile. «Anywhere» is every document of every index, what collectors log, measure
 * and print, and what every route answers.
 */
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DEFAULT_CONTENT_LIMITS } from '../../../server/transforms/context';
import { holders, rawDocuments } from '../../integration/raw_search';
import { batchOf, type Estate, type LogLine } from '../estate';
import { everyAnswer } from '../every_answer';
import type { Stage } from '../fault_setup';
import { OwnProgram } from '../own_program';
import { quoteInRefusals, quotingRefusal } from '../quoting_store';
import { times } from '../store_proxy';
import {
  type Arrivals,
  cutLines,
  damagedLines,
  fatalLine,
  longRequest,
  oddLines,
  offloadedLine,
  plainLines,
} from '../written/lines';
import { SECRET_KINDS, secrets } from '../written/secrets';
import { canary, finder, type Planted, type Words } from '../written/words';

interface Mode {
  readonly content: 'none' | 'redacted' | 'full';
  /** One after the other into every place. */
  readonly planted: readonly Planted[];
  /** Where nothing may be found. */
  readonly clean: string;
}

const MODES: readonly Mode[] = [
  { content: 'none', planted: [canary('q7x0vehk2mzr9wlt4cyd8sbn')], clean: '*' },
  {
    content: 'redacted',
    planted: Array.from({ length: SECRET_KINDS }, (_, turn) => secrets(turn)),
    clean: '*',
  },
  {
    content: 'full',
    planted: [canary('h3u9fpaw6jtx1gok5nvz7ieq')],
    clean: '*,-bedrock-content-*',
  },
];

/** Of a body that lies in S3, as it lies there. */
const LARGEST_BODY = 20_000;

export function contentModeScenarios(stage: Stage): void {
  test.each(MODES)('mode $content', async ({ content, planted, clean }) => {
    const find = finder([...new Set(planted.flatMap(({ needles }) => needles))]);
    const words: Words = planted[0]?.words ?? ((place) => place);
    const word = words('quoted');
    // What callers attach is kept in every mode, unless it is switched off: then it is nowhere, either.
    const metadata = { kept: content === 'redacted', planted: content !== 'full' };
    const changes = { content, request_metadata: metadata.kept };
    const estate = stage.estate();
    const records = planted
      .map((plant, turn) => putEverything(stage, estate, plant.words, { turn, metadata: metadata.planted }))
      .reduce((sum, count) => sum + count, 0);
    await estate.remove(estate.put(gzipSync(word)));
    await estate.send(JSON.stringify({ note: word }));
    await estate.readLogs({ offloaded_buckets: [estate.bucket], offloaded_max_bytes: LARGEST_BODY }, changes);
    await estate.readQueue({ offloaded_max_bytes: LARGEST_BODY }, changes);
    await estate.readBucket({ offloaded_max_bytes: LARGEST_BODY }, changes);

    // One that is killed in the middle, one that goes on with a store that quotes what it refuses.
    const killed = stage.process();
    await estate.untilStored(1);
    await killed.kill();
    stage.passAtAws(31_000);
    stage.proxy.add(times(2, ({ path }) => path === '/_bulk', { rewrite: quoteInRefusals(word) }));
    stage.proxy.add(times(1, ({ path }) => path === '/_bulk', { answer: quotingRefusal(500, word) }));
    const collector = stage.collector();
    await estate.untilRead(Date.now());
    await estate.untilQueueIsEmpty();
    await estate.untilListed(records);
    await collector.stop();

    // The program as it ships, with what came meanwhile.
    const program = await OwnProgram.start(stage);
    const told: string[] = [];
    try {
      logMore(estate, words);
      await estate.untilRead(Date.now());
      told.push(...(await program.pages()));
    } finally {
      told.push(...(await program.stop()));
    }
    await killWorkers(stage, words, changes);
    told.push(...(await program.commands()), ...(await everyAnswer(stage.address)), ...stage.said);

    expect(await holders(rawDocuments(stage.store, clean), find)).toEqual([]);
    expect(told.flatMap((text) => text.split('\n')).filter((line) => find(line) !== undefined)).toEqual([]);

    // Else nothing was there to be found.
    const contents = await estate.contents();
    expect((await estate.documents()).length).toBeGreaterThan(records);
    expect((await estate.rejected()).length).toBeGreaterThan(10);
    if (content === 'none') expect(contents).toEqual([]);
    else expect(contents.length).toBeGreaterThan(records);
    if (content === 'full') {
      const kept = await holders(rawDocuments(stage.store, `bedrock-content-ns${estate.accountId}-*`), find);
      expect(kept.length).toBeGreaterThan(records);
    }
  });
}

/** Into the log group and into the bucket, each with calls of its own. How many of these the bucket got. */
function putEverything(
  stage: Stage,
  estate: Estate,
  words: Words,
  { turn, metadata }: { turn: number; metadata: boolean },
): number {
  const now = Date.now();
  const arrivals = (prefix: string): Arrivals => ({
    ...estate.place,
    timestamp: now,
    prefix: `${prefix}-${turn}`,
    metadata,
  });
  const lines = (prefix: string): LogLine[] => {
    const bodies = [
      ...plainLines(arrivals(prefix), words),
      ...cutLines(arrivals(prefix), words, DEFAULT_CONTENT_LIMITS.maxTextBytes),
      ...(turn > 0 ? [] : [...oddLines(arrivals(prefix), words), ...damagedLines(arrivals(prefix), words)]),
      ...(turn > 0 ? [] : offloadedLines(stage, estate, arrivals(prefix), words)),
    ];
    return bodies.map((message) => ({ message, timestamp: now }));
  };
  const delivered = lines('s3');
  estate.log(lines('log'));
  estate.put(batchOf(delivered));
  if (turn === 0) {
    estate.put(batchOf(delivered).subarray(0, 300));
    estate.put(gzipSync(words('all there is')));
    estate.put(Buffer.from(words('no gzip')));
  }
  return delivered.length;
}

function logMore(estate: Estate, words: Words): void {
  const now = Date.now();
  const arrivals: Arrivals = { ...estate.place, timestamp: now, prefix: 'later', metadata: false };
  const lines = [...plainLines(arrivals, words), ...damagedLines(arrivals, words)];
  estate.log(lines.map((message) => ({ message, timestamp: now })));
}

/** Requests beside their records: readable, no JSON, no gzip, too large, not there, denied, and of somebody else. */
function offloadedLines(stage: Stage, estate: Estate, arrivals: Arrivals, words: Words): string[] {
  // Of an hour for which nobody waits any more.
  const folder = `${estate.newKey(Date.now() - 2 * 3_600_000).replace(/[^/]+$/, '')}data/`;
  const put = (name: string, body: Buffer): string =>
    `s3://${estate.bucket}/${estate.put(body, { key: `${folder}${arrivals.prefix}-${name}_input.json.gz` })}`;
  const json = (filling: string): Buffer => gzipSync(JSON.stringify(longRequest(words, filling)));
  const denied = put('denied', json(''));
  stage.faults.deny({ action: 's3:GetObject', resource: `arn:aws:s3:::${denied.slice('s3://'.length)}` });
  const paths = [
    put('readable', json('')),
    put('long', json('so it goes on '.repeat(10_000))),
    put('words', gzipSync(words('no JSON'))),
    put('raw', Buffer.from(words('no gzip'))),
    put('large', json(randomBytes(LARGEST_BODY).toString('base64'))),
    denied,
    `s3://${estate.bucket}/${folder}nothing_input.json.gz`,
    `s3://somebody-elses/data/call_input.json.gz`,
  ];
  return paths.map((path, n) =>
    offloadedLine({ ...arrivals, prefix: `${arrivals.prefix}-offloaded-${n}` }, path),
  );
}

/** Records that workers die of, in every way, beside one that is in order. */
async function killWorkers(stage: Stage, words: Words, changes: object): Promise<void> {
  const estate = stage.estate();
  const now = Date.now();
  const arrivals: Arrivals = { ...estate.place, timestamp: now, prefix: 'good', metadata: false };
  const [good = ''] = plainLines(arrivals, words);
  const lines = (how: 'exit' | 'bug' | 'uncaught'): LogLine[] =>
    [good, fatalLine(arrivals, how, words)].map((message) => ({ message, timestamp: now }));
  estate.log(lines('exit'));
  estate.put(batchOf(lines('bug')));
  estate.putUntold(batchOf(lines('uncaught')), estate.newKey());
  await estate.readLogs({}, changes);
  await estate.readQueue({}, changes);
  await estate.readBucket({ bucket_arn: `arn:aws:s3:::${estate.quietBucket}` }, changes);
  const collector = stage.collector({ workerPath: stage.programs.mortalWorker });
  await stage.eventually('the death is told', async () => {
    // An index is there a moment before it can be searched.
    const reasons = await estate.rejectedReasons().catch(() => []);
    return reasons.flat().includes('unprocessable');
  });
  await stage.eventually('failures are told', async () => {
    const failed = (await estate.tasks()).filter(({ last_error: error }) => error !== undefined);
    return new Set(failed.map(({ source }) => source)).size >= 2;
  });
  await collector.stop();
}
