/**
 * Calls through ARNs that name no model, from a local AWS to a real OpenSearch: what AWS tells of them stands in the
 * first document already, with a price; where it may not be asked, everything is stored, and says what is missing.
 */
import { randomUUID } from 'node:crypto';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import type { Collector } from '../../server/collection/collector';
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
  taskOf,
} from './collection_setup';

jest.setTimeout(240_000);

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const sonnetIn = (...regions: string[]): string[] =>
  regions.map((region) => `arn:aws:bedrock:${region}::foundation-model/${SONNET}`);

let node: OpenSearchNode;
let aws: LocalAws;
let dataDir: string;
let worker: { folder: string; workerPath: string };
const collectors: Collector[] = [];
let accounts = 500_000_000_000;

beforeAll(async () => {
  dataDir = await newFolder('opaque-models');
  node = await startOpenSearch({ dataDir });
  aws = await startLocalAws({ port: 0 });
  worker = await builtWorker();
});

afterEach(async () => {
  await Promise.all(collectors.splice(0).map((collector) => collector.stop()));
  aws.faults.clear();
});

afterAll(async () => {
  await aws?.stop();
  await node?.stop();
  await removeFolder(dataDir);
  await removeFolder(worker.folder);
});

const newAccount = (): string => {
  const accountId = String((accounts += 1));
  createAccount(aws, accountId);
  return accountId;
};

async function collect(accountId: string, changes: Record<string, unknown> = {}): Promise<string[]> {
  const warnings: string[] = [];
  const logger = { ...silent, warn: (line: string) => void warnings.push(line) };
  const collector = collectorFor({
    aws,
    openSearch: node.client,
    workerPath: worker.workerPath,
    accountIds: [accountId],
    logger,
  });
  collectors.push(collector);
  await putDefinition(node.client, definitionOf(accountId, changes));
  collector.start();
  return warnings;
}

/** Calls through these ids, in their order; Converse names no model in its bodies. */
function log(accountId: string, modelIds: readonly string[]): void {
  const now = Date.now();
  aws.sink.putLogEvents(
    { accountId, region: REGION },
    { group: LOG_GROUP, stream: STREAM },
    modelIds.map((modelId, n) => ({
      timestamp: now - 60_000 + n,
      ingestionTime: now,
      message: JSON.stringify({
        ...(JSON.parse(invocation(accountId, randomUUID(), now - 60_000 + n)) as object),
        modelId,
      }),
    })),
  );
}

interface Invocation {
  readonly model_id: string;
  readonly model?: Readonly<Record<string, string>>;
  readonly cost?: Readonly<Record<string, unknown>>;
}

async function invocations(accountId: string, count: number): Promise<Invocation[]> {
  const index = `logs-aws_bedrock.invocation-ns${accountId}-*`;
  const found = async (): Promise<Invocation[]> =>
    (await stored(node.client, index)).map(
      ({ source }) => (source as { aws_bedrock: { invocation: Invocation } }).aws_bedrock.invocation,
    );
  await eventually(`${count} documents of ${accountId}`, async () => (await found()).length >= count);
  return found();
}

/** What the account's control plane was asked, in order. */
const asked = (accountId: string): string[] =>
  aws.requests
    .list({ service: 'bedrock' })
    .flatMap((request) => (request.accountId === accountId ? [request.operation] : []));

test('what AWS tells of an ARN stands in the first document already: model, name and price', async () => {
  const accountId = newAccount();
  const place = { accountId, region: REGION };
  const profile = aws.sink.createModelResource(place, {
    type: 'application-inference-profile',
    id: 'abcdef123456',
    name: 'checkout, team payments',
    modelArns: sonnetIn('us-east-1', 'us-east-2', 'us-west-2'),
  }).arn;
  const imported = aws.sink.createModelResource(place, {
    type: 'imported-model',
    id: 'abcdef123456',
    name: 'our own',
    modelArns: [],
  }).arn;
  const provisioned = aws.sink.createModelResource(place, {
    type: 'provisioned-model',
    id: 'abcdef123456',
    name: 'peak hours',
    modelArns: sonnetIn(REGION),
  }).arn;
  const endpoint = `arn:aws:sagemaker:${REGION}:${accountId}:endpoint/marketplace`;
  const prompt = `arn:aws:bedrock:${REGION}:${accountId}:prompt/ABCDEF1234:3`;
  log(accountId, [profile, imported, profile, provisioned, prompt, endpoint]);
  // Somebody's token in the environment is nobody's identity here.
  process.env.AWS_BEARER_TOKEN_BEDROCK = 'somebody-else';
  try {
    await collect(accountId, {
      models: { [`arn:aws:bedrock:${REGION}:${accountId}:prompt/ABCDEF1234`]: SONNET },
    });
    const documents = await invocations(accountId, 6);
    const of = (modelId: string) => documents.filter(({ model_id: logged }) => logged === modelId);

    expect(of(profile)).toHaveLength(2);
    for (const document of of(profile))
      expect(document).toMatchObject({
        model: {
          vendor: 'anthropic',
          family: 'claude-sonnet-4-5',
          base_id: SONNET,
          geography: 'us',
          resource_type: 'application-inference-profile',
          resource_id: 'abcdef123456',
          resource_name: 'checkout, team payments',
        },
        // 10 × 3.3 $/M + 5 × 16.5 $/M, the list price of the profile for the United States.
        cost: { priced: true, confidence: 'model', total: 0.0001155 },
      });
    expect(of(prompt)).toMatchObject([
      { model: { base_id: SONNET, resource_type: 'prompt' }, cost: { priced: true, total: 0.000105 } },
    ]);
    // Paid for by the hour: there is a model, and no price of a call.
    expect(of(provisioned)).toMatchObject([
      { model: { base_id: SONNET, resource_name: 'peak hours' }, cost: { priced: false } },
    ]);
    expect(of(imported)).toMatchObject([{ model: { resource_name: 'our own' }, cost: { priced: false } }]);
    expect(of(imported)[0]?.model).not.toHaveProperty('base_id');
    expect(of(endpoint)[0]?.model).toEqual({
      resource_type: 'sagemaker-endpoint',
      resource_id: 'marketplace',
    });
    expect((await taskOf(node.client, accountId))?.attention).toBeUndefined();
  } finally {
    delete process.env.AWS_BEARER_TOKEN_BEDROCK;
  }
  expect(asked(accountId).sort()).toEqual([
    'GetImportedModel',
    'GetProvisionedModelThroughput',
    'ListInferenceProfiles',
  ]);
});

test('a profile that is made while the collector runs resolves with its first call', async () => {
  const accountId = newAccount();
  const profile = (id: string) =>
    aws.sink.createModelResource(
      { accountId, region: REGION },
      { type: 'application-inference-profile', id, name: id, modelArns: sonnetIn(REGION) },
    ).arn;
  log(accountId, [profile('before')]);
  await collect(accountId);
  await invocations(accountId, 1);
  log(accountId, [profile('later')]);
  const documents = await invocations(accountId, 2);
  expect(documents.map(({ model }) => [model?.resource_name, model?.base_id]).sort()).toEqual([
    ['before', SONNET],
    ['later', SONNET],
  ]);
});

test('where AWS may not be asked, everything is stored, unresolved and unpriced, and the right is named', async () => {
  const accountId = newAccount();
  const { arn } = aws.sink.createModelResource(
    { accountId, region: REGION },
    {
      type: 'application-inference-profile',
      id: 'abcdef123456',
      name: 'secret',
      modelArns: sonnetIn(REGION),
    },
  );
  aws.faults.deny({ action: 'bedrock:*' });
  log(accountId, [arn, SONNET, arn]);
  const warnings = await collect(accountId);
  const documents = await invocations(accountId, 3);
  for (const { model_id: modelId, model, cost } of documents)
    if (modelId === SONNET) expect([model?.base_id, cost?.priced]).toEqual([SONNET, true]);
    else {
      expect(model).toEqual({ resource_type: 'application-inference-profile', resource_id: 'abcdef123456' });
      expect(cost).toMatchObject({ priced: false });
      expect(cost).not.toHaveProperty('total');
    }
  await eventually('the notice', async () => (await taskOf(node.client, accountId))?.attention !== undefined);
  const task = await taskOf(node.client, accountId);
  expect(task?.attention?.code).toBe('models_unresolved');
  expect(task?.attention?.message).toBe(
    `bedrock:GetInferenceProfile is denied on application inference profile ${arn} for arn:aws:iam::${accountId}:user/collector.`,
  );
  expect(['waiting', 'running']).toContain(task?.state);
  expect(task?.consecutive_failures).toBe(0);

  // Collection goes on, and nothing is said twice.
  log(accountId, [arn]);
  await invocations(accountId, 4);
  expect(warnings.filter((line) => line.includes('bedrock:GetInferenceProfile'))).toHaveLength(1);
  expect(asked(accountId).filter((operation) => operation === 'GetInferenceProfile')).toHaveLength(1);
});

test('AWS that cannot answer for a while holds nothing up', async () => {
  const accountId = newAccount();
  const { arn } = aws.sink.createModelResource(
    { accountId, region: REGION },
    { type: 'provisioned-model', id: 'abcdef123456', name: 'p', modelArns: sonnetIn(REGION) },
  );
  aws.faults.add({ kind: 'throttle', service: 'bedrock', accountId });
  log(accountId, [arn, SONNET]);
  await collect(accountId);
  const documents = await invocations(accountId, 2);
  expect(documents.map(({ model }) => model?.base_id).sort()).toEqual([SONNET, undefined]);
  expect((await taskOf(node.client, accountId))?.attention).toBeUndefined();
});
