/** Forms of a logged model id: ConversationalModelId and InvokeModelIdentifier of the Bedrock runtime API. */
import fc from 'fast-check';
import { resolveByBody } from './body_model';
import { operationNameOf } from './kinds';
import { parseModelId, unknownIn } from './model_id';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

test.each([
  ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic', 'claude-3-haiku'],
  ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'anthropic', 'claude-3-5-sonnet'],
  ['anthropic.claude-opus-4-8', 'anthropic', 'claude-opus-4-8'],
  ['anthropic.claude-opus-4-6-v1', 'anthropic', 'claude-opus-4-6'],
  ['anthropic.claude-v2:1', 'anthropic', 'claude-v2'],
  ['anthropic.claude-instant-v1', 'anthropic', 'claude-instant'],
  ['amazon.nova-lite-v1:0', 'amazon', 'nova-lite'],
  ['amazon.nova-2-multimodal-embeddings-v1:0', 'amazon', 'nova-2-multimodal-embeddings'],
  ['amazon.titan-embed-text-v1', 'amazon', 'titan-embed-text'],
  ['amazon.titan-embed-text-v2:0', 'amazon', 'titan-embed-text-v2'],
  ['meta.llama3-3-70b-instruct-v1:0', 'meta', 'llama3-3-70b'],
  ['meta.llama2-13b-chat-v1', 'meta', 'llama2-13b'],
  ['mistral.mistral-7b-instruct-v0:2', 'mistral', 'mistral-7b'],
  ['mistral.mistral-large-2402-v1:0', 'mistral', 'mistral-large-2402'],
  ['google.gemma-3-27b-it', 'google', 'gemma-3-27b'],
  ['nvidia.nemotron-nano-9b-v2', 'nvidia', 'nemotron-nano-9b-v2'],
  ['qwen.qwen3-235b-a22b-2507-v1:0', 'qwen', 'qwen3-235b-a22b-2507'],
  ['stability.sd3-5-large-v1:0', 'stability', 'sd3-5-large'],
  ['luma.ray-v2:0', 'luma', 'ray-v2'],
  ['cohere.command-text-v14', 'cohere', 'command-text-v14'],
  ['cohere.embed-v4:0', 'cohere', 'embed-v4'],
  ['openai.gpt-oss-120b-1:0', 'openai', 'gpt-oss-120b'],
  ['deepseek.r1-v1:0', 'deepseek', 'deepseek-r1'],
  ['deepseek.v3.2', 'deepseek', 'deepseek-v3.2'],
  ['minimax.minimax-m2.1', 'minimax', 'minimax-m2.1'],
  ['cohere.rerank-v3-5:0', 'cohere', 'rerank-v3-5'],
  ['moonshot.kimi-k2-thinking', 'moonshot', 'kimi-k2-thinking'],
  ['moonshotai.kimi-k2.5', 'moonshot', 'kimi-k2.5'],
  ['newcomer.model-1', 'newcomer', 'model-1'],
])('base id %s', (id, vendor, family) => {
  expect(parseModelId(id)).toEqual({
    modelId: id,
    resourceType: 'foundation-model',
    resourceId: id,
    vendor,
    family,
    baseId: id,
    readableId: id,
    resolvedBy: 'id',
  });
});

test.each([
  ['amazon.nova-lite-v1:0:300k', 'amazon.nova-lite-v1:0', 'nova-lite'],
  ['anthropic.claude-v2:1:18k', 'anthropic.claude-v2:1', 'claude-v2'],
  ['amazon.titan-text-express-v1:0:8k', 'amazon.titan-text-express-v1:0', 'titan-text-express'],
  ['cohere.embed-english-v3:0:512', 'cohere.embed-english-v3:0', 'embed-english-v3'],
])('a context size is no part of the base id: %s', (id, baseId, family) => {
  expect(parseModelId(id)).toMatchObject({ modelId: id, baseId, family, readableId: id });
});

test.each(['us', 'eu', 'apac', 'jp', 'au', 'in', 'us-gov', 'global'])('geography %s', (geography) => {
  expect(parseModelId(`${geography}.${SONNET}`)).toMatchObject({
    resourceType: 'inference-profile',
    geography,
    vendor: 'anthropic',
    baseId: SONNET,
  });
});

test.each([
  ['mx.meta.llama4-scout-17b-instruct-v1:0', 'mx', 'meta'],
  ['somewhere-new.meta.llama4-scout-17b-instruct-v1:0', 'somewhere-new', 'meta'],
  ['us.newcomer.model-1', 'us', 'newcomer'],
  ['mx.newcomer.model-1', 'mx', 'newcomer'],
  ['eu-sov.newcomer.model-1', 'eu-sov', 'newcomer'],
  ['deepseek.v3.2', undefined, 'deepseek'],
  ['newcomer.v1.5-turbo', undefined, 'newcomer'],
  ['xy.v1.5', undefined, 'xy'],
  ['us.model', undefined, 'us'],
])('vendor and geography are told apart where one of them is new: %s', (id, geography, vendor) => {
  const { geography: found, vendor: maker } = parseModelId(id);
  expect([found, maker]).toEqual([geography, vendor]);
});

test.each([
  [`arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`, 'foundation-model', undefined],
  [`arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/${SONNET}`, 'foundation-model', undefined],
  [`arn:aws-cn:bedrock:cn-north-1::foundation-model/${SONNET}`, 'foundation-model', undefined],
  [`arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.${SONNET}`, 'inference-profile', 'us'],
])('ARN with a readable id: %s', (arn, resourceType, geography) => {
  const { geography: found, ...model } = parseModelId(arn);
  expect(model).toMatchObject({ resourceType, vendor: 'anthropic', baseId: SONNET, resolvedBy: 'id' });
  expect(found).toBe(geography);
});

test.each(['aws', 'aws-us-gov', 'aws-cn', 'aws-iso-b', 'aws-eusc'])(
  'a custom model is known by the model it was tuned from, in partition %s',
  (partition) => {
    expect(
      parseModelId(
        `arn:${partition}:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0:300k/abcdef123456`,
      ),
    ).toMatchObject({
      resourceType: 'custom-model',
      vendor: 'amazon',
      baseId: 'amazon.nova-lite-v1:0',
      resolvedBy: 'id',
    });
  },
);

const ARN = 'arn:aws:bedrock:us-east-1:111122223333:';

const OPAQUE = [
  [`${ARN}application-inference-profile/abcdef123456`, 'application-inference-profile', 'abcdef123456'],
  [`${ARN}provisioned-model/abcdef123456`, 'provisioned-model', 'abcdef123456'],
  [`${ARN}custom-model/imported/abcdef123456`, 'custom-model', 'imported/abcdef123456'],
  [`${ARN}custom-model-deployment/abcdef123456`, 'custom-model-deployment', 'abcdef123456'],
  [`${ARN}imported-model/abcdef123456`, 'imported-model', 'abcdef123456'],
  [`${ARN}prompt-router/abcdef123456`, 'prompt-router', 'abcdef123456'],
  [`${ARN}default-prompt-router/anthropic.claude:1`, 'default-prompt-router', 'anthropic.claude:1'],
] as const;
const BEYOND_LOOKUPS = [
  [`${ARN}prompt/ABCDEF1234:1`, 'prompt', 'ABCDEF1234:1'],
  [`${ARN}prompt/ABCDEF1234`, 'prompt', 'ABCDEF1234'],
  ['arn:aws:sagemaker:us-east-1:111122223333:endpoint/my-endpoint', 'sagemaker-endpoint', 'my-endpoint'],
] as const;

test.each([...OPAQUE, ...BEYOND_LOOKUPS])(
  'opaque ARN %s stays unresolved, visibly',
  (arn, resourceType, resourceId) => {
    expect(parseModelId(arn)).toEqual({ modelId: arn, resourceType, resourceId });
  },
);

test('in every partition', () => {
  for (const [arn, resourceType] of [...OPAQUE, ...BEYOND_LOOKUPS])
    for (const partition of ['aws-us-gov', 'aws-cn', 'aws-iso', 'aws-eusc'])
      expect(parseModelId(arn.replace(/^arn:aws/, `arn:${partition}`)).resourceType).toBe(resourceType);
});

describe('what a lookup could tell', () => {
  test.each(OPAQUE)('of %s', (arn) => {
    expect(unknownIn({}, parseModelId(arn))).toBe(arn);
    expect(unknownIn({}, resolveByBody(parseModelId(arn), 'claude-opus-4-8'))).toBe(arn);
    expect(unknownIn({ [arn]: {} }, parseModelId(arn))).toBeUndefined();
    expect(unknownIn({}, parseModelId(arn, { [arn]: { modelId: SONNET } }))).toBeUndefined();
  });

  test.each([...BEYOND_LOOKUPS.map(([arn]) => arn), SONNET, `us.${SONNET}`, 'whatever', '', 'arn:aws:x'])(
    'nothing of %s',
    (id) => {
      expect(unknownIn({}, parseModelId(id))).toBeUndefined();
    },
  );
});

test('a lookup resolves an opaque ARN, which keeps its own resource and gets its name', () => {
  const [arn] = OPAQUE[0];
  const resolved = { [arn]: { modelId: `us.${SONNET}`, name: 'Checkout, team payments' } };
  expect(parseModelId(arn, resolved)).toEqual({
    modelId: arn,
    resourceType: 'application-inference-profile',
    resourceId: 'abcdef123456',
    resourceName: 'Checkout, team payments',
    geography: 'us',
    vendor: 'anthropic',
    family: 'claude-sonnet-4-5',
    baseId: SONNET,
    readableId: `us.${SONNET}`,
    resolvedBy: 'lookup',
  });
});

test('a lookup that tells a name alone leaves the model to the body', () => {
  const [arn] = OPAQUE[4];
  const named = parseModelId(arn, { [arn]: { name: 'Our own' } });
  expect(named).toMatchObject({ resourceName: 'Our own', resourceType: 'imported-model' });
  expect(named.baseId).toBeUndefined();
  expect(resolveByBody(named, SONNET)).toMatchObject({ resourceName: 'Our own', baseId: SONNET });
});

test('a lookup never overrides what the id says', () => {
  expect(parseModelId(SONNET, { [SONNET]: { modelId: 'amazon.nova-lite-v1:0' } }).baseId).toBe(SONNET);
});

test('a prompt is resolved in each of its versions', () => {
  const resolved = { [`${ARN}prompt/ABCDEF1234`]: { modelId: SONNET } };
  expect(parseModelId(`${ARN}prompt/ABCDEF1234:7`, resolved).baseId).toBe(SONNET);
  expect(parseModelId(`${ARN}prompt/ABCDEF1235:7`, resolved).baseId).toBeUndefined();
});

test.each([
  ['claude-sonnet-4-5-20250929', SONNET, 'claude-sonnet-4-5'],
  ['claude-3-5-sonnet-20241022', 'anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet'],
  ['claude-opus-4-6', 'anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
  ['claude-opus-4-8', 'anthropic.claude-opus-4-8', 'claude-opus-4-8'],
  ['claude-unheard-of-20991231', undefined, 'claude-unheard-of'],
  ['openai.gpt-oss-20b-1:0', 'openai.gpt-oss-20b-1:0', 'gpt-oss-20b'],
  [`arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`, SONNET, 'claude-sonnet-4-5'],
])('the body resolves an opaque ARN: %s', (bodyModel, baseId, family) => {
  const model = resolveByBody(parseModelId(OPAQUE[0][0]), bodyModel);
  expect(model).toMatchObject({ resourceType: 'application-inference-profile', family, resolvedBy: 'body' });
  expect(model.baseId).toBe(baseId);
});

test('the body never overrides what the id says, and a name nobody knows tells nothing', () => {
  const known = parseModelId(SONNET);
  expect(resolveByBody(known, 'claude-opus-4-8')).toBe(known);
  const opaque = parseModelId(OPAQUE[0][0]);
  expect(resolveByBody(opaque, 'my fine-tuned model')).toBe(opaque);
});

test.each([
  ['Converse', 'cohere.embed-v4:0', 'chat'],
  ['InvokeModel', 'cohere.embed-v4:0', 'embeddings'],
  ['InvokeModel', 'amazon.rerank-v1:0', 'rerank'],
  ['InvokeModel', 'amazon.nova-canvas-v1:0', 'generate_content'],
  ['InvokeModel', 'stability.sd3-5-large-v1:0', 'generate_content'],
  ['InvokeModel', 'amazon.titan-text-express-v1', 'text_completion'],
  ['InvokeModel', 'newcomer.model-1', undefined],
])('%s of %s is %s', (operation, id, name) => {
  expect(operationNameOf(operation, parseModelId(id))).toBe(name);
});

describe('whatever is logged', () => {
  const segment = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'us',
      'meta',
      'arn',
      'aws',
      'bedrock',
      'custom-model',
      '',
      '__proto__',
      'prompt',
      'v1',
      '0',
    ),
  );
  const separator = fc.constantFrom('.', ':', '/', '-', '');
  const odd = fc.array(fc.tuple(segment, separator), { maxLength: 12 }).map((parts) => parts.flat().join(''));
  const known = fc.constantFrom(SONNET, `us.${SONNET}`, ...OPAQUE.map(([arn]) => arn));

  test('it never throws and keeps what was logged', () => {
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 3_000 })), (id) => {
        const model = parseModelId(id, { [id]: {} });
        expect(model.modelId).toBe(id);
        // Whole or not at all.
        const parts = [model.vendor, model.family, model.baseId, model.readableId, model.resolvedBy];
        expect(new Set(parts.map((part) => part === undefined)).size).toBe(1);
        for (const part of parts) expect(part).not.toBe('');
        if (model.readableId !== undefined) expect(id).toContain(model.readableId);
      }),
    );
  });

  test('a base id is a model of its own: reading it again tells the same', () => {
    fc.assert(
      fc.property(fc.oneof(odd, known), (id) => {
        const { baseId, vendor, family } = parseModelId(id);
        if (baseId === undefined || vendor === undefined) return;
        const again = parseModelId(baseId);
        // Where the rest of a routed id looks routed by itself, nothing can tell.
        if (again.geography === undefined && again.baseId === baseId)
          expect({ vendor: again.vendor, family: again.family }).toEqual({ vendor, family });
      }),
    );
  });

  test('every pair of geography and vendor comes back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('us', 'eu', 'apac', 'jp', 'au', 'in', 'ca', 'sa', 'us-gov', 'global', 'mx'),
        fc.constantFrom('anthropic', 'meta', 'moonshot', 'moonshotai', 'zai', 'newcomer'),
        fc.stringMatching(/^[a-z][a-z0-9-]{3,20}$/),
        (geography, prefix, name) => {
          expect(parseModelId(`${geography}.${prefix}.${name}-v1:0`)).toMatchObject({
            geography,
            vendor: prefix === 'moonshotai' ? 'moonshot' : prefix,
            baseId: `${prefix}.${name}-v1:0`,
          });
        },
      ),
    );
  });
});
