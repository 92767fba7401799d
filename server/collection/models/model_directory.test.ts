/** Clients answer from a script, as the control plane's reference says it answers. */
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import { IntegrationDefinition } from '../../../common/integrations/definition';
import { CallBudget } from './call_budget';
import { ModelDirectory } from './model_directory';
import { ToldModels } from './told_models';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const ACCOUNT = '111122223333';
const arn = (resource: string, region = 'us-east-1', account = ACCOUNT) =>
  `arn:aws:bedrock:${region}:${account}:${resource}`;
const model = (region = 'us-east-1', id = SONNET) => ({
  modelArn: `arn:aws:bedrock:${region}::foundation-model/${id}`,
});

const definition = (more: object = {}) =>
  IntegrationDefinition.parse({
    id: 'payments',
    name: 'Payments',
    account: { id: ACCOUNT },
    regions: ['us-east-1', 'us-west-2'],
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
    ...more,
  });

type Answer = object | Error;
/** By name of the command, and by what it asks about. */
type Script = (command: string, input: Record<string, string | undefined>) => Answer;

const refused = (name: string, message = '') => Object.assign(new Error(message), { name });
const denied = (action: string) =>
  refused(
    'AccessDeniedException',
    `User: arn:aws:sts::${ACCOUNT}:assumed-role/reader/x is not authorized to perform: ${action} on resource: ${arn('whatever')} because no identity-based policy allows it`,
  );

function directory(script: Script, callsAMinute?: number) {
  let now = Date.parse('2026-11-22T10:00:00Z');
  // Nothing but the directory waits here: whoever sleeps has slept.
  const clock = {
    now: () => now,
    sleep: async (ms: number) => void (now += ms),
    move: (ms: number) => (now += ms),
  };
  const calls: string[] = [];
  const warnings: string[] = [];
  const asked: unknown[] = [];
  const send = async (command: {
    constructor: { name: string };
    input: Record<string, string | undefined>;
  }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    calls.push(name);
    const answer = script(name, command.input);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const made = new ModelDirectory({
    clients: {
      bedrock: (...who) => {
        asked.push(who);
        return { send } as Partial<BedrockClient> as BedrockClient;
      },
    },
    clock,
    logger: { warn: (line) => void warnings.push(line) },
    ...(callsAMinute === undefined ? {} : { budget: new CallBudget(clock, callsAMinute) }),
  });
  return { clock, calls, warnings, asked, made, tell: made.of(definition()) };
}

const NO_PROFILES = { inferenceProfileSummaries: [] };

test.each([
  [
    'application-inference-profile/abcdef123456',
    'GetInferenceProfile',
    {
      inferenceProfileName: 'Checkout',
      models: [model('us-east-1'), model('us-east-2'), model('us-west-2')],
    },
    { modelId: `us.${SONNET}`, name: 'Checkout' },
  ],
  [
    'provisioned-model/abcdef123456',
    'GetProvisionedModelThroughput',
    {
      provisionedModelName: 'peak',
      modelArn: arn('custom-model/x'),
      foundationModelArn: model().modelArn,
    },
    { modelId: model().modelArn, name: 'peak' },
  ],
  [
    'custom-model/imported/abcdef123456',
    'GetCustomModel',
    { modelName: 'ours', baseModelArn: model().modelArn },
    { modelId: model().modelArn, name: 'ours' },
  ],
  [
    'custom-model-deployment/abcdef123456',
    'GetCustomModelDeployment',
    { modelDeploymentName: 'live', modelArn: arn(`custom-model/${SONNET}/abcdef123456`) },
    { modelId: arn(`custom-model/${SONNET}/abcdef123456`), name: 'live' },
  ],
  [
    'imported-model/abcdef123456',
    'GetImportedModel',
    { modelName: 'weights', modelArchitecture: 'llama' },
    { name: 'weights' },
  ],
  [
    'prompt-router/abcdef123456',
    'GetPromptRouter',
    { promptRouterName: 'cheap first', models: [model(), model('us-east-1', 'amazon.nova-lite-v1:0')] },
    { name: 'cheap first' },
  ],
  [
    'default-prompt-router/anthropic.claude:1',
    'GetPromptRouter',
    { promptRouterName: 'Anthropic', models: [model()] },
    { name: 'Anthropic' },
  ],
])('%s is told by %s', async (resource, command, answer, told) => {
  const { tell } = directory((name) => (name === command ? answer : NO_PROFILES));
  expect(await tell(arn(resource))).toEqual(told);
});

test('a deployment of a model whose ARN tells nothing is followed to that model', async () => {
  const { tell, calls } = directory((name) =>
    name === 'GetCustomModel'
      ? { modelName: 'ours', baseModelArn: model().modelArn }
      : { modelDeploymentName: 'live', modelArn: arn('custom-model/imported/abcdef123456') },
  );
  expect(await tell(arn('custom-model-deployment/x'))).toEqual({ modelId: model().modelArn, name: 'live' });
  expect(calls).toEqual(['GetCustomModelDeployment', 'GetCustomModel']);
});

test('all application inference profiles are told by one listing, page by page, and a later one by itself', async () => {
  const profile = (n: number) => arn(`application-inference-profile/profile${n}`);
  const { tell, calls } = directory((name, { nextToken, inferenceProfileIdentifier }) => {
    if (name === 'GetInferenceProfile')
      return { inferenceProfileName: inferenceProfileIdentifier?.slice(-1), models: [model()] };
    const page = nextToken === undefined ? [1, 2] : [3];
    return {
      inferenceProfileSummaries: page.map((n) => ({
        inferenceProfileArn: profile(n),
        inferenceProfileName: String(n),
        models: [model()],
      })),
      ...(nextToken === undefined ? { nextToken: 'more' } : {}),
    };
  });
  const told = await Promise.all([1, 2, 3].map((n) => tell(profile(n))));
  expect(told).toEqual(['1', '2', '3'].map((name) => ({ modelId: SONNET, name })));
  expect(calls).toEqual(['ListInferenceProfiles', 'ListInferenceProfiles']);
  expect(await tell(profile(4))).toEqual({ modelId: SONNET, name: '4' });
  expect(calls.slice(2)).toEqual(['GetInferenceProfile']);
});

test('many who ask at the same time are one call, and the answer is remembered', async () => {
  const { tell, calls } = directory(() => ({
    provisionedModelName: 'p',
    foundationModelArn: model().modelArn,
  }));
  const id = arn('provisioned-model/abcdef123456');
  await Promise.all([tell(id), tell(id), tell(id)]);
  await tell(id);
  expect(calls).toHaveLength(1);
});

test('asks as the definition says, in its regions, and about nothing else', async () => {
  const credentials = { type: 'assume_role', role_arn: `arn:aws:iam::${ACCOUNT}:role/reader` } as const;
  const { made, asked, calls } = directory(() => ({ foundationModelArn: model().modelArn }));
  const tell = made.of(
    definition({
      credentials,
      streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock', fips: true } },
    }),
  );
  for (const id of [
    arn('provisioned-model/x', 'eu-west-1'),
    SONNET,
    'whatever',
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/x',
  ])
    expect(await tell(id)).toEqual({});
  expect(asked).toEqual([]);
  await tell(arn('provisioned-model/x', 'us-west-2'));
  expect(asked).toEqual([[credentials, 'us-west-2', { fips: true }]]);
  expect(calls).toHaveLength(1);
});

describe('a missing right', () => {
  const id = arn('provisioned-model/abcdef123456');

  test('leaves ids unresolved, is told once in the log, and stands until it is granted', async () => {
    let granted = false;
    const { tell, made, clock, calls, warnings } = directory((name) =>
      granted || name !== 'GetProvisionedModelThroughput'
        ? { provisionedModelName: 'p', foundationModelArn: model().modelArn }
        : denied('bedrock:GetProvisionedModelThroughput'),
    );
    const denial = () => made.denialIn(['us-east-1'], definition());
    expect(denial()).toBeUndefined();
    expect(await tell(id)).toEqual({});
    expect(await tell(arn('provisioned-model/another'))).toEqual({});
    expect(denial()).toMatchObject({ kind: 'needs_person', code: 'models_unresolved' });
    expect(denial()?.message).toMatch(
      /^bedrock:GetProvisionedModelThroughput is denied on provisioned model arn:.* for arn:aws:sts::111122223333:assumed-role\/reader\/x\.$/,
    );
    expect(denial()?.action).toMatch(
      /^Allow bedrock:GetProvisionedModelThroughput on .* models in the integration/,
    );
    expect(made.denialIn(['us-west-2'], definition())).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(calls).toHaveLength(2);
    // Not asked again at once.
    await tell(id);
    expect(calls).toHaveLength(2);
    granted = true;
    clock.move(5 * 60_000);
    expect(await tell(id)).toEqual({ modelId: model().modelArn, name: 'p' });
    expect(denial()).toBeUndefined();
    // Taken away again is news again.
    granted = false;
    await tell(arn('provisioned-model/third'));
    expect(warnings).toHaveLength(2);
  });

  test('is no longer told an hour after it was last met', async () => {
    const { tell, made, clock } = directory(() => denied('bedrock:GetProvisionedModelThroughput'));
    await tell(id);
    clock.move(59 * 60_000);
    expect(made.denialIn(['us-east-1'], definition())).toBeDefined();
    clock.move(60_000);
    expect(made.denialIn(['us-east-1'], definition())).toBeUndefined();
  });

  test('to list profiles is none while each can be asked for', async () => {
    const { tell, made, warnings } = directory((name) =>
      name === 'ListInferenceProfiles'
        ? denied('bedrock:ListInferenceProfiles')
        : { inferenceProfileName: 'Checkout', models: [model()] },
    );
    expect(await tell(arn('application-inference-profile/x'))).toEqual({ modelId: SONNET, name: 'Checkout' });
    expect(made.denialIn(['us-east-1'], definition())).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test('for what another account owns, or for what is gone, is no news', async () => {
    const { tell, made, warnings } = directory((_name, { provisionedModelId = '' }) =>
      provisionedModelId.includes('gone')
        ? refused('ResourceNotFoundException')
        : denied('bedrock:GetProvisionedModelThroughput'),
    );
    expect(await tell(arn('provisioned-model/x', 'us-east-1', '999999999999'))).toEqual({});
    expect(await tell(arn('provisioned-model/gone'))).toEqual({});
    expect(made.denialIn(['us-east-1'], definition())).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});

test.each(['ThrottlingException', 'InternalServerException', 'ECONNRESET'])(
  '%s is tried once more after a pause, then nothing is asked for a minute',
  async (name) => {
    let failures = 1;
    const { tell, made, calls, clock } = directory(() => {
      failures -= 1;
      if (failures >= 0) return Object.assign(refused(name), { code: name });
      return { provisionedModelName: 'p', foundationModelArn: model().modelArn };
    });
    expect(await tell(arn('provisioned-model/a'))).toMatchObject({ name: 'p' });
    failures = 2;
    expect(await tell(arn('provisioned-model/b'))).toEqual({});
    expect(await tell(arn('provisioned-model/b'))).toEqual({});
    expect(await tell(arn('provisioned-model/c'))).toEqual({});
    expect(await tell(arn('provisioned-model/a'))).toMatchObject({ name: 'p' });
    expect(calls).toHaveLength(4);
    clock.move(60_000);
    expect(await tell(arn('provisioned-model/b'))).toMatchObject({ name: 'p' });
    expect(made.denialIn(['us-east-1'], definition())).toBeUndefined();
  },
);

test('a listing that fails for a while is made again', async () => {
  const id = arn('application-inference-profile/abcdef123456');
  let throttled = true;
  const { tell, calls, clock } = directory((name) =>
    throttled
      ? refused('ThrottlingException')
      : name === 'ListInferenceProfiles'
        ? {
            inferenceProfileSummaries: [
              { inferenceProfileArn: id, inferenceProfileName: 'Checkout', models: [model()] },
            ],
          }
        : refused('ResourceNotFoundException'),
  );
  expect(await tell(id)).toEqual({});
  expect(calls).toEqual(['ListInferenceProfiles']);
  throttled = false;
  clock.move(60_000);
  expect(await tell(id)).toEqual({ modelId: SONNET, name: 'Checkout' });
});

test('what AWS finds wrong with an id is asked for once', async () => {
  const { tell, calls } = directory(() => refused('ValidationException'));
  expect(await tell(arn('provisioned-model/odd'))).toEqual({});
  expect(await tell(arn('provisioned-model/odd'))).toEqual({});
  expect(calls).toHaveLength(1);
});

test('callers cannot make us ask more than so often a minute; what was not asked is asked later', async () => {
  const { tell, calls, clock } = directory(
    () => ({ provisionedModelName: 'p', foundationModelArn: model().modelArn }),
    3,
  );
  const ids = Array.from({ length: 10 }, (_, n) => arn(`provisioned-model/made-up-${n}`));
  const told = await Promise.all(ids.map(tell));
  expect(calls).toHaveLength(3);
  expect(told.filter(({ name }) => name === 'p')).toHaveLength(3);
  clock.move(60_000);
  expect(await tell(ids[9] ?? '')).toMatchObject({ name: 'p' });
});

test('answers are forgotten when their time is over, and the oldest where there are too many', () => {
  const told = new ToldModels(2);
  told.set('a', { name: 'a' }, 10);
  expect(told.get('a', 9)).toEqual({ name: 'a' });
  expect(told.get('a', 10)).toBeUndefined();
  for (const name of ['b', 'c', 'd']) told.set(name, { name }, 100);
  expect(['b', 'c', 'd'].map((name) => told.get(name, 0)?.name)).toEqual([undefined, 'c', 'd']);
});
