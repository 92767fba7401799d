/**
 * Nobody's words in pointers, tasks, run histories or logs. Every scenario plants a canary in every record; here are
 * the records that fail in every way, where no content is to be stored, and after all of them everything is searched.
 */
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { CANARY } from '../collected';
import { batchOf } from '../estate';
import type { Stage } from '../fault_setup';
import { type StoreAnswer, times } from '../store_proxy';

export function canaryScenarios(stage: Stage): void {
  test('records that fail in every way, in mode none, leave no word of them anywhere', async () => {
    const estate = stage.estate();
    const now = Date.now();
    const good = estate.calls(20);
    const call = estate.call('damaged', now);
    const damaged = [
      `plain words ${CANARY}`,
      `"${CANARY}"`,
      `["${CANARY}"]`,
      call.slice(0, -40),
      call.replace(/"timestamp":"[^"]*"/, `"timestamp":"${CANARY}"`),
      call.replace(/"timestamp":"[^"]*",/, ''),
      call.replace(/"modelId":"[^"]*"/, `"modelId":{"${CANARY}":1}`),
      call.replace('"ModelInvocationLog"', `"${CANARY}"`),
    ];
    const bodies = [
      gzipSync(JSON.stringify({ messages: [{ role: 'user', content: [{ text: CANARY }] }] })),
      gzipSync(`${CANARY} is no JSON`),
      Buffer.from(`${CANARY} is no gzip`),
    ].map((body, n) =>
      estate.put(body, { key: `${estate.newKey().replace(/[^/]+$/, '')}data/call-${n}_input.json.gz` }),
    );
    const offloaded = bodies.map((key, n) =>
      offloadedCall(estate.call(`offloaded-${n}`, now), estate.bucket, key),
    );
    const lines = [
      ...good.lines,
      ...[...offloaded, ...damaged].map((message) => ({ message, timestamp: now })),
    ];
    estate.log(lines);
    estate.put(batchOf(lines));
    estate.put(batchOf(lines).subarray(0, 300));
    estate.put(gzipSync(`${CANARY} is all there is`));
    await estate.remove(estate.put(batchOf(lines)));
    await estate.send(JSON.stringify({ note: CANARY }));
    // What OpenSearch says of a record it refuses quotes the record.
    stage.proxy.add(times(2, ({ path }) => path === '/_bulk', { rewrite: quoteInRefusals }));
    stage.proxy.add(times(1, ({ path }) => path === '/_bulk', { answer: quotingRefusal(500) }));
    const none = { content: 'none' };
    await estate.readLogs({ offloaded_buckets: [estate.bucket] }, none);
    await estate.readQueue({}, none);
    stage.collector();
    stage.process();
    await estate.untilRead(now);
    await estate.untilQueueIsEmpty();
    expect((await estate.documents()).length).toBeGreaterThan(0);
    expect((await estate.rejected()).length).toBeGreaterThan(damaged.length);
    expect(await estate.contents()).toEqual([]);
    await expectNoCanary(stage);
  });

  test('mode redacted, which this version does not have, stores nothing at all', async () => {
    const estate = stage.estate();
    const calls = estate.calls(20);
    estate.log(calls.lines);
    estate.putBatches(calls, 10);
    await estate.readLogs({}, { content: 'redacted' });
    await estate.readQueue({}, { content: 'redacted' });
    stage.collector();
    await estate.untilAttention('redaction_unavailable');
    await estate.expectExactly([]);
    expect(await estate.messages()).toBeGreaterThanOrEqual(2);
  });

  test('after all scenarios, what people wrote is in content indices and nowhere else', async () => {
    // One more, so that there is some: it shows that the search finds what is there.
    const estate = stage.estate();
    const calls = estate.calls(10);
    estate.log(calls.lines);
    await estate.readLogs();
    stage.collector();
    await estate.untilStored(10);
    await expectNoCanary(stage);
    expect(await canariesIn(stage, `bedrock-content-ns${estate.accountId}-*`)).toHaveLength(10);
  });
}

/** The same call, with its input beside it. */
function offloadedCall(message: string, bucket: string, key: string): string {
  const { input, ...call } = JSON.parse(message) as { input: Record<string, unknown> };
  const { inputBodyJson: _elsewhere, ...rest } = input;
  return JSON.stringify({ ...call, input: { ...rest, inputBodyS3Path: `s3://${bucket}/${key}` } });
}

const Page = z.object({
  hits: z.object({
    hits: z.array(
      z.object({ _index: z.string(), _id: z.string(), _source: z.unknown(), sort: z.array(z.unknown()) }),
    ),
  }),
});

/** In no index but those of content, and in nothing that a collector said. */
async function expectNoCanary(stage: Stage): Promise<void> {
  await stage.ask('POST', '/_all/_refresh?expand_wildcards=all');
  expect(await canariesIn(stage, '*,-bedrock-content-*')).toEqual([]);
  expect(stage.said.filter((line) => line.includes(CANARY))).toEqual([]);
}

/** Every document of the indices is looked at, hidden ones and fields that are not indexed included. */
async function canariesIn(stage: Stage, indices: string): Promise<string[]> {
  const found: string[] = [];
  let after: unknown[] | undefined;
  do {
    const answer: unknown = await stage.ask('POST', `/${indices}/_search?expand_wildcards=all`, {
      size: 2_000,
      sort: [{ _index: 'asc' }, { _seq_no: 'asc' }],
      ...(after === undefined ? {} : { search_after: after }),
    });
    const { hits } = Page.parse(answer).hits;
    for (const { _index, _id, _source } of hits)
      if (JSON.stringify(_source).includes(CANARY)) found.push(`${_index}/${_id}`);
    after = hits.at(-1)?.sort;
  } while (after !== undefined);
  return found;
}

const quotingRefusal = (status: number): StoreAnswer => ({
  status,
  body: JSON.stringify({
    error: { type: 'some_exception', reason: `failed on [${CANARY}]`, root_cause: [] },
    status,
  }),
});

const BulkAnswer = z.looseObject({ items: z.array(z.record(z.string(), z.unknown())) });

/** Every fifth item is refused for good, with its words in the reason. */
function quoteInRefusals({ status, body }: StoreAnswer): StoreAnswer {
  const answer = BulkAnswer.parse(JSON.parse(body));
  const items = answer.items.map((item, n) =>
    n % 5 === 0
      ? Object.fromEntries(
          Object.keys(item).map((action) => [
            action,
            {
              status: 400,
              error: {
                type: 'mapper_parsing_exception',
                reason: `failed to parse field [x], preview: ${CANARY}`,
                caused_by: { type: 'illegal_argument_exception', reason: CANARY },
              },
            },
          ]),
        )
      : item,
  );
  return { status, body: JSON.stringify({ ...answer, items }) };
}
