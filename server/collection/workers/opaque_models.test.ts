/** Records that name their model by an opaque id wait for the first answer about it, and nothing else does. */
import type { ResolvedModel } from '../../../common/models/model_id';
import { transformInvocation } from '../../transforms/invocation/transform';
import { CONTEXT, ran } from './in_process_pool.test_support';
import { LearningContext } from './learning_context';

const ARN = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/';
const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const record = (requestId: string, modelId: string, output: object = {}) =>
  JSON.stringify({
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-11-22T10:00:00Z',
    accountId: '111122223333',
    region: 'us-east-1',
    requestId,
    operation: 'Converse',
    modelId,
    input: { inputTokenCount: 1000 },
    output: { outputTokenCount: 100, ...output },
  });

interface Model {
  readonly base_id?: string;
  readonly resource_name?: string;
}

/** Each document's model, by the id of its request, and what was asked. */
async function modelsOf(
  texts: readonly string[],
  tell?: (modelId: string) => Promise<ResolvedModel>,
  resolvedModels = {},
) {
  const asked: string[] = [];
  const { pieces } = await ran({ texts }, transformInvocation, {
    context: { ...CONTEXT, contentMode: 'none', lookups: { accountNames: {}, resolvedModels } },
    ...(tell === undefined
      ? {}
      : {
          tellModel: (modelId: string) => {
            asked.push(modelId);
            return tell(modelId);
          },
        }),
  });
  const documents = pieces.flatMap(({ body }) =>
    body.operations.flatMap(({ part, start, end }) => {
      const [, source = ''] = Buffer.from(body.bytes).toString('utf8', start, end).split('\n');
      return part === 'document'
        ? [JSON.parse(source) as { event: { id: string }; aws_bedrock: { invocation: { model: Model } } }]
        : [];
    }),
  );
  return {
    asked,
    settled: pieces.flatMap(({ numbers }) => numbers),
    models: documents.map(({ event, aws_bedrock: { invocation } }) => [event.id, invocation.model] as const),
  };
}

test('the first record that names it resolves, and those after it without asking', async () => {
  const texts = ['a', 'b', 'c'].map((id) => record(id, `${ARN}abcdef123456`));
  const { asked, models, settled } = await modelsOf(
    [record('x', SONNET), ...texts, record('y', SONNET)],
    async () => ({
      modelId: `us.${SONNET}`,
      name: 'Checkout',
    }),
  );
  expect(asked).toEqual([`${ARN}abcdef123456`]);
  expect(settled).toEqual([1, 2, 3, 4, 5]);
  expect(models.map(([id]) => id)).toEqual(['x', 'a', 'b', 'c', 'y']);
  for (const [, model] of models.slice(1, 4))
    expect(model).toMatchObject({ base_id: SONNET, geography: 'us', resource_name: 'Checkout' });
});

test('what cannot be told is asked for once, and stays unresolved or what the body says', async () => {
  const texts = [
    record('a', `${ARN}aaaaaaaaaaaa`),
    record('b', `${ARN}aaaaaaaaaaaa`, {
      outputBodyJson: {
        trace: { promptRouter: { invokedModelId: `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}` } },
      },
    }),
  ];
  const { asked, models } = await modelsOf(texts, async () => ({}));
  expect(asked).toHaveLength(1);
  expect(models).toMatchObject([
    ['a', { resource_type: 'application-inference-profile', resource_id: 'aaaaaaaaaaaa' }],
    ['b', { base_id: SONNET }],
  ]);
  expect(models[0]?.[1].base_id).toBeUndefined();
});

test('what is configured, readable, or beyond any lookup is never asked', async () => {
  const configured = `${ARN}abcdef123456`;
  const { asked, models } = await modelsOf(
    [
      record('a', configured),
      record('b', `us.${SONNET}`),
      record('c', 'arn:aws:sagemaker:us-east-1:111122223333:endpoint/x'),
    ],
    async () => ({ modelId: 'amazon.nova-lite-v1:0' }),
    { [configured]: { modelId: SONNET } },
  );
  expect(asked).toEqual([]);
  expect(models.map(([, { base_id }]) => base_id)).toEqual([SONNET, SONNET, undefined]);
});

test('where nobody can be asked, records are settled as they are', async () => {
  const { models, settled } = await modelsOf([record('a', `${ARN}abcdef123456`)]);
  expect(settled).toEqual([1]);
  expect(models[0]?.[1].base_id).toBeUndefined();
});

test('a question that fails fails the job, and settles nothing halfway', async () => {
  await expect(
    modelsOf([record('a', `${ARN}abcdef123456`)], () => Promise.reject(new TypeError('a bug'))),
  ).rejects.toThrow('a bug');
});

test('a context learns, forgets what was learned first when it is full, and never what was configured', () => {
  const context = new LearningContext({
    ...CONTEXT,
    lookups: { accountNames: {}, resolvedModels: { configured: { modelId: SONNET } } },
  });
  const before = context.current;
  for (let n = 0; n <= 5_000; n += 1) context.learn(`id ${n}`, { name: String(n) });
  const { resolvedModels } = context.current.lookups;
  expect(before.lookups.resolvedModels).toEqual({ configured: { modelId: SONNET } });
  expect(resolvedModels).toEqual({ configured: { modelId: SONNET }, 'id 5000': { name: '5000' } });
});
