/** Cohere's models that turn texts and images into vectors. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

const asked = {
  reader: 'embeddings',
  operation: 'embeddings',
  kinds: ['text'],
  prompt: 'a fine text',
} as const;

const cohereRequest: JsonObject = {
  texts: ['a fine text', 'another text'],
  input_type: 'search_document',
  embedding_types: ['float'],
};

const askedCohere = { ...asked, prompt: 'a fine text\nanother text' } as const;

const cohereAnswer: JsonObject = {
  id: 'embed-1',
  embeddings: [
    [0.1, 0.2],
    [0.3, 0.4],
  ],
  response_type: 'embeddings_floats',
  texts: ['a fine text', 'another text'],
};

export const cohereEmbedV3: Golden = {
  family: 'cohere_embed_v3',
  reader: 'embeddings',
  vendor: 'cohere',
  modelId: 'cohere.embed-english-v3',
  page: 'Bedrock user guide, Cohere Embed v3',
  situations: {
    whole: {
      request: cohereRequest,
      response: cohereAnswer,
      told: { ...askedCohere, responseId: 'embed-1', embeddings: { count: 2, dimensions: 2 } },
    },
    stream: NEVER_STREAMED,
    error: failedCall('embeddings'),
    blocked: {
      request: cohereRequest,
      response: INTERVENED,
      told: { ...askedCohere, finish: 'guardrail', intervened: true, failure: true },
    },
    truncated: {
      request: cohereRequest,
      response: cut(cohereAnswer),
      told: { ...askedCohere, outputState: 'truncated' },
    },
    wrong_types: {
      request: { texts: { 0: 'a' }, images: 5, inputs: 'text', input_type: 7, embedding_types: 'float' },
      response: { id: 5, embeddings: 'a vector', response_type: 5, texts: 4 },
      told: { reader: 'embeddings', operation: 'embeddings' },
    },
  },
};

const v4Request: JsonObject = {
  inputs: [
    {
      content: [
        { type: 'text', text: 'a fine text' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
      ],
    },
  ],
  input_type: 'search_document',
  embedding_types: ['float', 'int8'],
  output_dimension: 3,
};

const v4Answer: JsonObject = {
  id: 'embed-2',
  embeddings: { float: [[0.1, 0.2, 0.3]], int8: [[1, 2, 3]] },
  response_type: 'embeddings_by_type',
};

export const cohereEmbedV4: Golden = {
  family: 'cohere_embed_v4',
  reader: 'embeddings',
  vendor: 'cohere',
  modelId: 'us.cohere.embed-v4:0',
  page: 'Bedrock user guide, Cohere Embed v4',
  situations: {
    whole: {
      request: v4Request,
      response: v4Answer,
      told: {
        ...asked,
        kinds: ['image', 'text'],
        responseId: 'embed-2',
        // Several encodings of the same vector.
        embeddings: { count: 1, dimensions: 3 },
      },
    },
    stream: NEVER_STREAMED,
    error: failedCall('embeddings'),
    blocked: {
      request: v4Request,
      response: INTERVENED,
      told: { ...asked, finish: 'guardrail', kinds: ['image', 'text'], intervened: true, failure: true },
    },
    truncated: {
      request: v4Request,
      response: cut(v4Answer),
      told: { ...asked, kinds: ['image', 'text'], outputState: 'truncated' },
    },
    wrong_types: {
      request: { inputs: [{ content: 5 }, 'text', null], input_type: 'search_query', output_dimension: '3' },
      response: { id: {}, embeddings: { float: 'vector' } },
      told: { reader: 'embeddings', operation: 'embeddings', kinds: ['unknown'], embeddings: { count: 1 } },
    },
  },
};
