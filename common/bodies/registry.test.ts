/** Bodies of the shapes that the Bedrock, Nova and Titan user guides document; which reader reads them, and what of. */
import type { Json } from '../documents/json';
import { READERS, readBodies } from './registry';

const read = (
  vendor: string | undefined,
  request: Json | undefined,
  response: Json | undefined,
  operation = 'InvokeModel',
) => readBodies({ operation, vendor }, { request, response });

test('Nova Canvas: images that came back, else those asked for', () => {
  const request = {
    taskType: 'TEXT_IMAGE',
    textToImageParams: { text: 'a cat', negativeText: 'blurry' },
    imageGenerationConfig: {
      numberOfImages: 3,
      height: 1024,
      width: 512,
      cfgScale: 6.5,
      quality: 'standard',
      seed: 7,
    },
  };
  expect(read('amazon', request, undefined)).toMatchObject({
    reader: 'amazon_images',
    conversation: {
      operationName: 'generate_content',
      messages: [{ role: 'user', parts: [{ kind: 'text', text: 'a cat' }] }],
      images: {
        taskType: 'TEXT_IMAGE',
        requested: 3,
        height: 1024,
        width: 512,
        cfgScale: 6.5,
        quality: 'standard',
        seed: 7,
      },
    },
  });
  expect(
    read('amazon', undefined, { images: ['aGk=', 'aGk='], error: null }).conversation.images,
  ).toMatchObject({ count: 2 });
  expect(read('amazon', { taskType: 'BACKGROUND_REMOVAL' }, undefined).conversation.images).toMatchObject({
    requested: 1,
  });
});

test('Stability: null is success, a filter says so', () => {
  const request = { prompt: 'a cat', mode: 'text-to-image', aspect_ratio: '1:1', seed: 0 };
  expect(read('stability', request, { seeds: [1], finish_reasons: [null], images: ['aGk='] })).toMatchObject({
    reader: 'stability_images',
    conversation: {
      finishReasons: [],
      images: { count: 1, requested: 1, taskType: 'text-to-image', seed: 0 },
    },
  });
  expect(
    read('stability', request, { finish_reasons: ['Filter reason: prompt'], images: [] }).conversation,
  ).toMatchObject({
    finishReasons: ['Filter reason: prompt'],
    images: { count: 0 },
  });
  expect(
    read(
      'stability',
      { text_prompts: [{ text: 'a dog' }] },
      { artifacts: [{ base64: 'aGk=', finishReason: 'SUCCESS' }] },
    ).conversation,
  ).toMatchObject({ finishReasons: ['SUCCESS'], images: { count: 1 } });
});

test.each([
  ['Titan', 'amazon', { embedding: [0.1, 0.2, 0.3], inputTextTokenCount: 5 }, { count: 1, dimensions: 3 }],
  ['Titan, stored', 'amazon', { embedding: { dimensions: 256 } }, { count: 1, dimensions: 256 }],
  ['Titan by type', 'amazon', { embeddingsByType: { binary: [0, 1] } }, { count: 1, dimensions: 2 }],
  [
    'Cohere',
    'cohere',
    {
      embeddings: [
        [1, 2],
        [3, 4],
      ],
    },
    { count: 2, dimensions: 2 },
  ],
  [
    'Cohere, stored',
    'cohere',
    { embeddings: [{ dimensions: 2 }, { dimensions: 2 }] },
    { count: 2, dimensions: 2 },
  ],
  ['Cohere by type', 'cohere', { embeddings: { float: [[1, 2, 3]] } }, { count: 1, dimensions: 3 }],
])('embeddings of %s', (_name, vendor, response, embeddings) => {
  expect(read(vendor, { texts: ['a'], input_type: 'search_document' }, response)).toMatchObject({
    reader: 'embeddings',
    conversation: { operationName: 'embeddings', embeddings },
  });
});

test.each<[string, string, Json]>([
  ['Titan multimodal', 'amazon', { inputText: 'a cat', inputImage: 'iVBORw0KGgo=' }],
  ['Titan multimodal, stored', 'amazon', { inputText: 'a cat', inputImage: { media_type: 'image/png' } }],
  ['Cohere', 'cohere', { texts: ['a cat'], images: ['data:image/png;base64,iVBORw0KGgo='] }],
  [
    'Cohere v4',
    'cohere',
    {
      inputs: [
        {
          content: [
            { type: 'text', text: 'a cat' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
      ],
    },
  ],
])('what %s embeds', (_name, vendor, request) => {
  const { messages } = read(vendor, request, { embedding: [1] }).conversation;
  expect(messages[0]?.parts).toMatchObject([{ kind: 'text', text: 'a cat' }, { kind: 'image' }]);
});

test('an opaque ARN names no vendor: the shape tells', () => {
  expect(read(undefined, { anthropic_version: 'bedrock-2023-05-31', messages: [] }, undefined).reader).toBe(
    'anthropic_messages',
  );
  expect(read(undefined, { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }, undefined).reader).toBe(
    'nova',
  );
  expect(read(undefined, { taskType: 'TEXT_IMAGE' }, undefined).reader).toBe('amazon_images');
});

test('the operation decides before vendor and shape', () => {
  expect(
    read('anthropic', { anthropic_version: 'x', messages: [] }, { type: 'message' }, 'Converse').reader,
  ).toBe('converse');
});

test('no body is no reader, an unknown body is unknown', () => {
  expect(read('anthropic', undefined, undefined).reader).toBeUndefined();
  expect(read('newcomer', { question: 'Hi' }, { reply: 'Ho' }).reader).toBe('unknown');
  expect(read('meta', 'text', undefined).reader).toBe('unknown');
});

test('every reader has a name of its own', () => {
  expect(new Set(READERS.map(({ name }) => name)).size).toBe(READERS.length);
});
