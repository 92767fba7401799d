/** Forms of a logged model id: ConversationalModelId and InvokeModelIdentifier of the Bedrock runtime API. */
import fc from 'fast-check';
import { resolveByBody } from './body_model';
import { operationNameOf } from './kinds';
import { parseModelId } from './model_id';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

test.each([
  ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic', 'claude-3-haiku'],
  ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'anthropic', 'claude-3-5-sonnet'],
  ['anthropic.claude-opus-4-8', 'anthropic', 'claude-opus-4-8'],
  ['anthropic.claude-opus-4-6-v1', 'anthropic', 'claude-opus-4-6'],
  ['anthropic.claude-v2:1', 'anthropic', 'claude'],
  ['amazon.nova-lite-v1:0', 'amazon', 'nova-lite'],
  ['amazon.titan-embed-text-v2:0', 'amazon', 'titan-embed-text'],
  ['meta.llama3-3-70b-instruct-v1:0', 'meta', 'llama3-3-70b-instruct'],
  ['openai.gpt-oss-120b-1:0', 'openai', 'gpt-oss-120b'],
  ['deepseek.v3.2', 'deepseek', 'v3.2'],
  ['minimax.minimax-m2.1', 'minimax', 'minimax-m2.1'],
  ['cohere.rerank-v3-5:0', 'cohere', 'rerank'],
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

test('a context size is no part of the base id', () => {
  expect(parseModelId('amazon.nova-lite-v1:0:300k')).toMatchObject({
    modelId: 'amazon.nova-lite-v1:0:300k',
    baseId: 'amazon.nova-lite-v1:0',
    family: 'nova-lite',
  });
});

test.each(['us', 'eu', 'apac', 'jp', 'au', 'in', 'us-gov', 'global'])('geography %s', (geography) => {
  expect(parseModelId(`${geography}.${SONNET}`)).toMatchObject({
    resourceType: 'inference-profile',
    geography,
    vendor: 'anthropic',
    baseId: SONNET,
  });
});

test('a geography nobody knows yet is told by the vendor behind it, a vendor by the geography before it', () => {
  expect(parseModelId('mx.meta.llama4-scout-17b-instruct-v1:0')).toMatchObject({
    geography: 'mx',
    vendor: 'meta',
  });
  expect(parseModelId('us.newcomer.model-1')).toMatchObject({ geography: 'us', vendor: 'newcomer' });
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

test('a custom model is known by the model it was tuned from', () => {
  expect(
    parseModelId(
      'arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0:300k/abcdef123456',
    ),
  ).toMatchObject({ resourceType: 'custom-model', vendor: 'amazon', baseId: 'amazon.nova-lite-v1:0' });
});

const OPAQUE = [
  [
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef123456',
    'application-inference-profile',
  ],
  ['arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456', 'provisioned-model'],
  ['arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/abcdef123456', 'custom-model-deployment'],
  ['arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdef123456', 'imported-model'],
  ['arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEF1234:1', 'prompt'],
  ['arn:aws:bedrock:us-east-1:111122223333:prompt-router/abcdef123456', 'prompt-router'],
  [
    'arn:aws:bedrock:us-east-1:111122223333:default-prompt-router/anthropic.claude:1',
    'default-prompt-router',
  ],
  ['arn:aws:sagemaker:us-east-1:111122223333:endpoint/my-endpoint', 'endpoint'],
] as const;

test.each(OPAQUE)('opaque ARN %s stays unresolved, visibly', (arn, resourceType) => {
  const model = parseModelId(arn);
  expect(model).toEqual({
    modelId: arn,
    resourceType,
    resourceId: arn.slice(arn.lastIndexOf(':' + resourceType) + resourceType.length + 2),
  });
});

test('a lookup resolves an opaque ARN, which keeps its own resource', () => {
  const [arn] = OPAQUE[0];
  expect(parseModelId(arn, { [arn]: `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}` })).toEqual({
    modelId: arn,
    resourceType: 'application-inference-profile',
    resourceId: 'abcdef123456',
    vendor: 'anthropic',
    family: 'claude-sonnet-4-5',
    baseId: SONNET,
    readableId: SONNET,
    resolvedBy: 'lookup',
  });
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

test('never throws, keeps what was logged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (id) => {
      expect(parseModelId(id).modelId).toBe(id);
    }),
  );
});
