/** Through the real client: what the control plane says of the models behind names. */
import {
  BedrockClient,
  GetCustomModelCommand,
  GetCustomModelDeploymentCommand,
  GetImportedModelCommand,
  GetInferenceProfileCommand,
  GetPromptRouterCommand,
  GetProvisionedModelThroughputCommand,
  ListGuardrailsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import { accountId, place, region, startTestAws, userArn, type TestAws } from '../test_setup';

const NOVA = `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
let aws: TestAws;
let bedrock: BedrockClient;

beforeEach(async () => {
  aws = await startTestAws();
  bedrock = new BedrockClient(aws.client);
});
afterEach(async () => {
  bedrock.destroy();
  await aws.stop();
});

const profile = (id: string, name = id) =>
  aws.sink.createModelResource(place, {
    type: 'application-inference-profile',
    id,
    name,
    modelArns: [NOVA, NOVA.replace(region, 'eu-north-1')],
  }).arn;
const get = (inferenceProfileIdentifier: string) =>
  bedrock.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));

test('a profile is told by its ARN and by its id, with the models of all its regions', async () => {
  const arn = profile('abcdef123456', 'Checkout');
  expect(arn).toBe(`arn:aws:bedrock:${region}:${accountId}:application-inference-profile/abcdef123456`);
  for (const identifier of [arn, 'abcdef123456'])
    expect(await get(identifier)).toMatchObject({
      inferenceProfileName: 'Checkout',
      inferenceProfileArn: arn,
      inferenceProfileId: 'abcdef123456',
      models: [{ modelArn: NOVA }, { modelArn: NOVA.replace(region, 'eu-north-1') }],
      type: 'APPLICATION',
      createdAt: new Date(aws.now),
    });
});

test('every other kind is told by its own operation', async () => {
  const make = (
    type: Parameters<typeof aws.sink.createModelResource>[1]['type'],
    id: string,
    ...modelArns: string[]
  ) => aws.sink.createModelResource(place, { type, id, name: `a ${type}`, modelArns }).arn;
  const custom = make('custom-model', 'amazon.nova-lite-v1:0/abcdef123456', NOVA);
  expect(await bedrock.send(new GetCustomModelCommand({ modelIdentifier: custom }))).toMatchObject({
    modelName: 'a custom-model',
    baseModelArn: NOVA,
  });
  const deployment = make('custom-model-deployment', 'abcdef123456', custom);
  expect(
    await bedrock.send(new GetCustomModelDeploymentCommand({ customModelDeploymentIdentifier: deployment })),
  ).toMatchObject({ modelDeploymentName: 'a custom-model-deployment', modelArn: custom });
  const imported = make('imported-model', 'abcdef123456');
  expect(await bedrock.send(new GetImportedModelCommand({ modelIdentifier: imported }))).toMatchObject({
    modelName: 'a imported-model',
    modelArchitecture: 'llama',
  });
  const router = make('prompt-router', 'abcdef123456', NOVA);
  expect(await bedrock.send(new GetPromptRouterCommand({ promptRouterArn: router }))).toMatchObject({
    promptRouterName: 'a prompt-router',
    models: [{ modelArn: NOVA }],
  });
  const provisioned = make('provisioned-model', 'abcdef123456', NOVA);
  expect(
    await bedrock.send(new GetProvisionedModelThroughputCommand({ provisionedModelId: provisioned })),
  ).toMatchObject({ provisionedModelName: 'a provisioned-model', foundationModelArn: NOVA });
});

test('profiles are listed by page, of one account and region, and only those that were asked for', async () => {
  const arns = ['one', 'two', 'three'].map((id) => profile(id));
  aws.sink.createModelResource(
    { accountId, region: 'us-east-1' },
    { type: 'application-inference-profile', id: 'far', name: 'far', modelArns: [NOVA] },
  );
  const page = (nextToken?: string) =>
    bedrock.send(new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION', maxResults: 2, nextToken }));
  const first = await page();
  const second = await page(first.nextToken);
  expect(
    [first, second].flatMap(({ inferenceProfileSummaries: found = [] }) =>
      found.map(({ inferenceProfileArn }) => inferenceProfileArn),
    ),
  ).toEqual(arns);
  expect(second.nextToken).toBeUndefined();
  expect(await bedrock.send(new ListInferenceProfilesCommand({}))).toMatchObject({
    inferenceProfileSummaries: [],
  });
  await expect(page('made up')).rejects.toMatchObject({ name: 'ValidationException' });
});

test('what is not there, somewhere else, or somebody else’s is refused as AWS does', async () => {
  const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
  await expect(get('abcdef123456')).rejects.toMatchObject(missing);
  await expect(get(profile('x').replace(region, 'us-east-1'))).rejects.toMatchObject(missing);
  await expect(get(profile('x').replace(accountId, '999999999999'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
  });
  await expect(get('no such thing')).rejects.toMatchObject({
    name: 'ValidationException',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(bedrock.send(new ListGuardrailsCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

test('a denial names principal, action and resource; throttling and faults of a resource hit it', async () => {
  const arn = profile('abcdef123456');
  const takeBack = aws.faults.deny({ action: 'bedrock:GetInferenceProfile' });
  await expect(get(arn)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${userArn} is not authorized to perform: bedrock:GetInferenceProfile on resource: ${arn} because no identity-based policy allows the bedrock:GetInferenceProfile action`,
  });
  takeBack();
  aws.faults.add({
    kind: 'throttle',
    service: 'bedrock',
    operation: 'GetInferenceProfile',
    resource: arn,
    times: 1,
  });
  await expect(get(profile('another'))).resolves.toBeDefined();
  await expect(get(arn)).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 429 },
  });
  await expect(get(arn)).resolves.toBeDefined();
  expect(aws.requests.list({ operation: 'GetInferenceProfile' }).map(({ errorCode }) => errorCode)).toEqual([
    'AccessDeniedException',
    undefined,
    'ThrottlingException',
    undefined,
  ]);
});
