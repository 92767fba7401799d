/**
 * The same invocation in copies that say more or less, on a real OpenSearch: whatever the order of arrival and
 * however many collectors write at once, the copy that says most is what is stored at the end.
 */
import * as z from 'zod';
import { systemClock } from '../../server/clock';
import type { RecordPointer } from '../../server/sources/source';
import { BulkBodyBuilder } from '../../server/storage/bulk_body';
import { BulkWriter, type OperationOutcome } from '../../server/storage/bulk_writer';
import type { OpenSearch } from '../../server/storage/opensearch';
import { PartitionCreator } from '../../server/storage/partition_creator';
import { GRANULARITIES } from '../../server/storage/partitions';
import { installTemplates } from '../../server/storage/templates';
import type { TransformContext } from '../../server/transforms/context';
import { transformInvocation } from '../../server/transforms/invocation/transform';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { newFolder, removeFolder, REGION, stored } from './collection_setup';

jest.setTimeout(240_000);

const ACCOUNT = '111122223333';
const NAMESPACE = 'default';
const EVENT_TIME = Date.UTC(2026, 10, 3, 10);
const FIRST = '2026-11-22T10:00:00.000Z';
const LATER = Date.UTC(2026, 10, 22, 12);

let node: OpenSearchNode;
let dataDir: string;

beforeAll(async () => {
  dataDir = await newFolder('richer');
  node = await startOpenSearch({ dataDir, settings: { 'action.auto_create_index': 'false' } });
  await installTemplates(node.client, NAMESPACE);
});

afterAll(async () => {
  await node?.stop();
  await removeFolder(dataDir);
});

type BodyState = 'absent' | 'offloaded' | 'truncated' | 'inline';

/** A record as Bedrock writes it, with as much of its bodies as the states say. */
function record(requestId: string, input: BodyState, output: BodyState): string {
  const side = (name: 'input' | 'output', state: BodyState, whole: object) => {
    switch (state) {
      case 'absent':
        return {};
      case 'offloaded':
        return { [`${name}BodyS3Path`]: `s3://bucket/data/${requestId}_${name}.json.gz` };
      case 'truncated':
        return { [`${name}BodyJson`]: JSON.stringify(whole).slice(0, -5) };
      case 'inline':
        return { [`${name}BodyJson`]: whole };
    }
  };
  return JSON.stringify({
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: new Date(EVENT_TIME).toISOString(),
    accountId: ACCOUNT,
    region: REGION,
    requestId,
    operation: 'Converse',
    modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
    input: {
      inputTokenCount: 10,
      ...side('input', input, { messages: [{ role: 'user', content: [{ text: `question ${requestId}` }] }] }),
    },
    output: {
      outputTokenCount: 5,
      ...side('output', output, {
        output: { message: { role: 'assistant', content: [{ text: `answer ${requestId}` }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
      }),
    },
  });
}

const pointer: RecordPointer = {
  kind: 'log_event',
  log_group: 'g',
  log_stream: 's',
  event_id: 'e',
  timestamp: EVENT_TIME,
};

interface Arrival {
  readonly ingested?: string;
  readonly contentMode?: TransformContext['contentMode'];
}

function bodyOf(texts: readonly string[], { ingested = FIRST, contentMode = 'full' }: Arrival = {}) {
  const builder = new BulkBodyBuilder({
    origin: { integrationId: 'it', accountId: ACCOUNT, region: REGION, stream: 's', namespace: NAMESPACE },
    granularities: GRANULARITIES,
    ingested,
  });
  for (const [n, text] of texts.entries()) {
    const outcome = transformInvocation(text, {
      namespace: NAMESPACE,
      contentMode,
      requestMetadata: true,
      lookups: { accountNames: {}, resolvedModels: {} },
    });
    if (outcome.status !== 'indexed') throw new Error(`not indexed: ${outcome.status}`);
    builder.addIndexed(n, outcome, pointer);
  }
  return builder.build();
}

const newWriter = (openSearch: OpenSearch = node.client): BulkWriter =>
  new BulkWriter({
    openSearch,
    partitions: new PartitionCreator(openSearch),
    clock: { ...systemClock, now: () => LATER },
    random: Math.random,
  });

const write = (
  texts: readonly string[],
  arrival?: Arrival,
  writer = newWriter(),
): Promise<OperationOutcome[]> => writer.write(bodyOf(texts, arrival), new AbortController().signal);

const Sides = z.object({
  event: z.object({ id: z.string(), ingested: z.string(), updated: z.string().optional() }),
  gen_ai: z.looseObject({ prompt: z.string().optional(), completion: z.string().optional() }).optional(),
  aws_bedrock: z.object({
    invocation: z.looseObject({
      input: z.looseObject({ body_state: z.string() }),
      output: z.looseObject({ body_state: z.string() }),
    }),
  }),
});

/** What is stored of a call under `index`, in short. */
async function seen(index: string, requestId: string) {
  const all = (await stored(node.client, index)).map(({ source }) => Sides.parse(source));
  const ofCall = all.filter(({ event }) => event.id === requestId);
  return ofCall.map(({ event: { ingested, updated }, gen_ai: text, aws_bedrock: { invocation } }) => ({
    bodies: `${invocation.input.body_state}/${invocation.output.body_state}`,
    ingested,
    updated,
    prompt: text?.prompt,
    completion: text?.completion,
  }));
}
const documents = (requestId: string) => seen('logs-aws_bedrock.invocation-*', requestId);
const contents = (requestId: string) => seen('bedrock-content-*', requestId);

test('a copy with bodies takes the place of one without, document and content, and says so', async () => {
  expect(await write([record('grows', 'offloaded', 'absent')])).toEqual(['stored', 'stored']);
  const outcomes = await write([record('grows', 'inline', 'inline')], {
    ingested: '2026-11-22T11:00:00.000Z',
  });
  expect(outcomes).toEqual(['enriched', 'enriched']);
  const one = { bodies: 'inline/inline', ingested: FIRST, updated: new Date(LATER).toISOString() };
  expect(await documents('grows')).toEqual([{ ...one, prompt: undefined, completion: undefined }]);
  expect(await contents('grows')).toEqual([{ ...one, prompt: 'question grows', completion: 'answer grows' }]);
});

test.each<[string, [BodyState, BodyState], [BodyState, BodyState]]>([
  ['poorer', ['inline', 'inline'], ['absent', 'absent']],
  ['poorer on one side', ['inline', 'truncated'], ['offloaded', 'truncated']],
  ['equal', ['inline', 'truncated'], ['inline', 'truncated']],
  ['richer here and poorer there', ['inline', 'absent'], ['offloaded', 'inline']],
])('a copy that is %s changes nothing', async (what, before, after) => {
  const id = `kept ${what}`;
  await write([record(id, ...before)]);
  const as = [await documents(id), await contents(id)];
  const outcomes = await write([record(id, ...after)], { ingested: '2026-11-22T11:00:00.000Z' });
  expect(outcomes).toEqual(['already_stored', 'already_stored']);
  expect([await documents(id), await contents(id)]).toEqual(as);
  expect(as[0]).toMatchObject([{ bodies: before.join('/'), updated: undefined }]);
});

test('the whole document follows the richer copy, not its bodies alone', async () => {
  const richer = record('whole', 'inline', 'inline');
  await write([record('whole', 'absent', 'absent')]);
  await write([richer]);
  const { bytes, operations } = bodyOf([richer]);
  const { start, end } = operations.find(({ part }) => part === 'document') ?? { start: 0, end: 0 };
  const source = Buffer.from(bytes).toString('utf8', start, end).split('\n')[1] ?? '';
  const alone = z.looseObject({ event: z.looseObject({}) }).parse(JSON.parse(source));
  const [kept] = (await stored(node.client, 'logs-aws_bedrock.invocation-*')).filter(
    ({ source: document }) => Sides.parse(document).event.id === 'whole',
  );
  expect(kept?.source).toEqual({
    ...alone,
    event: { ...alone.event, updated: new Date(LATER).toISOString() },
  });
});

test('where no content was kept, a later copy brings it; where none is kept, none is written', async () => {
  await write([record('mode', 'offloaded', 'inline')], { contentMode: 'none' });
  expect(await contents('mode')).toEqual([]);
  expect(await write([record('mode', 'inline', 'inline')], { contentMode: 'none' })).toEqual(['enriched']);
  expect(await documents('mode')).toMatchObject([{ bodies: 'inline/inline', ingested: FIRST }]);
  expect(await contents('mode')).toEqual([]);
  expect(await write([record('mode', 'inline', 'inline')])).toEqual(['stored', 'already_stored']);
  expect(await contents('mode')).toMatchObject([{ bodies: 'inline/inline', prompt: 'question mode' }]);
});

test('copies of one call in one body end in the richest, with one document', async () => {
  const outcomes = await write([
    record('together', 'absent', 'absent'),
    record('together', 'inline', 'inline'),
    record('together', 'offloaded', 'truncated'),
  ]);
  expect(outcomes).toEqual(['stored', 'stored', 'enriched', 'enriched', 'already_stored', 'already_stored']);
  expect(await documents('together')).toMatchObject([{ bodies: 'inline/inline' }]);
  expect(await contents('together')).toMatchObject([
    { bodies: 'inline/inline', prompt: 'question together' },
  ]);
});

test('collectors that race end with the richest copy', async () => {
  const ids = Array.from({ length: 40 }, (_, n) => `race ${n}`);
  const states: readonly (readonly [BodyState, BodyState])[] = [
    ['absent', 'absent'],
    ['offloaded', 'offloaded'],
    ['truncated', 'offloaded'],
    ['truncated', 'inline'],
    ['inline', 'inline'],
  ];
  const outcomes = await Promise.all(
    // Each collector has its own copy of every call, and starts elsewhere.
    states.map(([input, output], collector) =>
      write(
        [...ids.slice(collector * 8), ...ids.slice(0, collector * 8)].map((id) => record(id, input, output)),
      ),
    ),
  );
  expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(2 * ids.length);
  for (const read of [documents, contents]) {
    for (const id of ids) {
      const copies = await read(id);
      expect(copies).toMatchObject([{ bodies: 'inline/inline' }]);
    }
  }
});
