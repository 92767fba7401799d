/**
 * Prices that people set, from the command that sets them to the documents that are priced with them: what comes
 * after is, what is stored already is not, and what is malformed changes nothing.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PRICES_INDEX } from '../../common/plugin';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import type { Collector } from '../../server/collection/collector';
import { dispatch } from '../../server/commands/dispatch';
import { pricesCommand } from '../../server/commands/prices_command';
import { programFor } from '../../server/commands/program.test_support';
import {
  builtWorker,
  collectorFor,
  createAccount,
  definitionOf,
  eventually,
  invocation,
  LOG_GROUP,
  newFolder,
  putDefinition,
  REGION,
  removeFolder,
  silent,
  stored,
  STREAM,
} from './collection_setup';
import { testNode } from './test_node';

jest.setTimeout(180_000);

const ACCOUNT = '111122223333';
const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
/** 10 input at 0.25 $/M and 5 output at 1.25 $/M. */
const LIST_PRICE = { total: 0.00000875, rate: { source: 'litellm 1.100.0' } };
/** 10 at 0.2 $/M and 5 at 1 $/M. */
const OWN_PRICE = { total: 0.000007, rate: { source: 'override', model: HAIKU } };

const opensearch = testNode('prices');
let aws: LocalAws;
let collector: Collector;
let config: string;
const warnings: string[] = [];
const folders: string[] = [];

beforeAll(async () => {
  const worker = await builtWorker();
  const folder = await newFolder('prices');
  folders.push(worker.folder, folder);
  aws = await startLocalAws({ port: 0 });
  config = join(folder, 'collector.yml');
  await writeFile(config, `opensearch:\n  hosts: ['${opensearch.node.url}']\n`);
  createAccount(aws, ACCOUNT);
  collector = collectorFor({
    aws,
    openSearch: opensearch.client,
    workerPath: worker.workerPath,
    accountIds: [ACCOUNT],
    logger: { ...silent, warn: (message) => warnings.push(message) },
  });
  await collector.sweep();
  await putDefinition(opensearch.client, definitionOf(ACCOUNT));
  collector.start();
});

afterAll(async () => {
  await collector?.stop();
  await aws?.stop();
  for (const folder of folders) await removeFolder(folder);
});

async function prices(...args: readonly string[]) {
  const { program, said, written } = programFor({ environment: { USER: 'ada' } });
  const code = await dispatch([pricesCommand], ['prices', '--config', config, ...args], program);
  return { code, said: said(), written: written() };
}

const Document = z.looseObject({
  event: z.looseObject({ id: z.string() }),
  aws_bedrock: z.looseObject({ invocation: z.looseObject({ cost: z.unknown() }) }),
});

async function costs(): Promise<Map<string, unknown>> {
  const found = await stored(opensearch.client, `logs-aws_bedrock.invocation-ns${ACCOUNT}-*`);
  return new Map(
    found.map(({ source }) => {
      const {
        event,
        aws_bedrock: {
          invocation: { cost },
        },
      } = Document.parse(source);
      return [event.id, cost];
    }),
  );
}

/** A call of now, as soon as it is stored. */
async function costOfCall(request: string): Promise<unknown> {
  const now = Date.now();
  aws.sink.putLogEvents({ accountId: ACCOUNT, region: REGION }, { group: LOG_GROUP, stream: STREAM }, [
    { message: invocation(ACCOUNT, request, now), timestamp: now, ingestionTime: now },
  ]);
  await eventually(`${request} is stored`, async () => (await costs()).has(request));
  return (await costs()).get(request);
}

/** Sweeps go on every 200 ms; runs of a log group end when they are read up to now. */
async function untilCollectorsKnow(): Promise<void> {
  await collector.sweep();
  await collector.settled();
}

test('without the index the list holds', async () => {
  expect(await prices('list')).toMatchObject({
    code: 0,
    written: expect.stringContaining('No prices are set') as string,
  });
  expect(await costOfCall('before')).toMatchObject(LIST_PRICE);
});

test('what is set holds for what comes then, and changes nothing that is stored', async () => {
  const before = (await costs()).get('before');
  expect(
    await prices('set', '--model', HAIKU, '--input', '0.2', '--output', '1', '--note', 'contract'),
  ).toMatchObject({
    code: 0,
    written: `The price of ${HAIKU} is set; collectors use it within minutes.\n`,
  });
  await untilCollectorsKnow();
  expect(await costOfCall('after')).toMatchObject(OWN_PRICE);
  expect((await costs()).get('before')).toEqual(before);
  const { written } = await prices('list', '--json');
  expect(JSON.parse(written)).toMatchObject({
    prices: [{ id: `model|${HAIKU}|*|*`, price: { model: HAIKU, updated_by: 'ada', note: 'contract' } }],
  });
});

test('the index takes nothing but prices; a malformed one is named, left out, and the others hold', async () => {
  const put = (id: string, body: object) =>
    opensearch.client.request({
      method: 'PUT',
      path: `/${PRICES_INDEX}/_doc/${id}`,
      querystring: { refresh: true },
      body,
    });
  expect((await put('stranger', { prompt: 'of somebody' })).statusCode).toBe(400);
  const price = { kind: 'model', model: HAIKU, region: REGION, updated_at: '2026-11-20T10:00:00Z' };
  const wrong = { ...price, usd_per_million_tokens: { input: 'cheap', output: '1' } };
  expect((await put('wrong', wrong)).statusCode).toBe(201);
  await eventually('it is named', async () => warnings.some((message) => message.includes('wrong: ')));
  expect(await costOfCall('beside a wrong one')).toMatchObject(OWN_PRICE);
  const { code, written } = await prices('list');
  expect(code).toBe(3);
  expect(written).toContain('wrong: usd_per_million_tokens.input is no amount of USD');
  expect(await prices('remove', '--id', 'wrong')).toMatchObject({ code: 0 });
});

test('what is removed holds no more', async () => {
  expect(await prices('remove', '--model', HAIKU)).toMatchObject({ code: 0 });
  expect(await prices('remove', '--model', HAIKU)).toMatchObject({ code: 3 });
  await untilCollectorsKnow();
  expect(await costOfCall('afterwards')).toMatchObject(LIST_PRICE);
});
