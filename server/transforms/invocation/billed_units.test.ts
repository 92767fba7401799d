/** What is billed by something else than tokens, from the record to its price. */
import type { JsonObject } from '../../../common/documents/json';
import { invocation, RECORD } from './golden_record.test_support';

const billed = (modelId: string, request: JsonObject | null, more: JsonObject = {}) =>
  invocation({
    ...RECORD,
    modelId,
    input: { ...(request === null ? {} : { inputBodyJson: request }), inputTokenCount: 100 },
    output: { outputTokenCount: 0 },
    ...more,
  });

const rerank = (documents: number) =>
  billed('cohere.rerank-v3-5:0', {
    query: 'What?',
    documents: Array.from({ length: documents }, (_, n) => `document ${n}`),
    top_n: 2,
    api_version: 2,
  });

test.each([
  [1, 1, 0.002],
  [100, 1, 0.002],
  [101, 2, 0.004],
  [350, 4, 0.008],
])('%d documents to rerank are %d queries', (documents, queries, usd) => {
  expect(rerank(documents)).toMatchObject({ rerank: { queries }, cost: { total: usd, input: usd } });
});

test('a rerank call whose request is not at hand has no known price', () => {
  expect(billed('cohere.rerank-v3-5:0', null)).toMatchObject({
    cost: { priced: false, reason: 'not_counted' },
  });
});

test('pictures that become vectors are counted, also when there are none', () => {
  const picture = billed('amazon.titan-embed-image-v1', {
    inputText: 'a cat',
    inputImage: 'iVBORw0KGgo=',
    embeddingConfig: { outputEmbeddingLength: 1024 },
  });
  // 100 × 0.8 $/M + 0.00006 $
  expect(picture).toMatchObject({ embeddings: { images_count: 1 }, cost: { total: 0.00014 } });
  const text = billed('amazon.titan-embed-image-v1', {
    inputText: 'a cat',
    embeddingConfig: { outputEmbeddingLength: 1024 },
  });
  expect(text).toMatchObject({ embeddings: { images_count: 0 }, cost: { total: 0.00008 } });
});

test('images are priced by what was asked for, in the tier that served them', () => {
  const drawn = billed('amazon.nova-canvas-v1:0', {
    taskType: 'TEXT_IMAGE',
    textToImageParams: { text: 'a cat' },
    imageGenerationConfig: { numberOfImages: 3, width: 2048, height: 1024, quality: 'premium' },
  });
  expect(drawn).toMatchObject({ images_count: 3, cost: { total: 0.24, images: 0.24 } });
  const steps = billed('stability.stable-diffusion-xl-v1', { text_prompts: [{ text: 'a cat' }], steps: 60 });
  expect(steps).toMatchObject({ image_generation_config: { steps: 60 }, cost: { total: 0.08 } });
});

test('what a lookup told of an opaque id stands in the document, with its geography', () => {
  const modelId = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef123456';
  const told = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  const record = {
    ...RECORD,
    modelId,
    input: { inputTokenCount: 1_000 },
    output: { outputTokenCount: 0 },
  };
  const lookups = { accountNames: {}, resolvedModels: { [modelId]: { modelId: told } } };
  expect(invocation(record, { lookups })).toMatchObject({
    model: { resolved_id: told },
    cost: { total: 0.0033, confidence: 'model' },
  });
});
