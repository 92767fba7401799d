/** Titan's models that turn texts and images into vectors. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

const asked = {
  reader: 'embeddings',
  operation: 'embeddings',
  kinds: ['text'],
  prompt: 'a fine text',
} as const;

const titanRequest: JsonObject = {
  inputText: 'a fine text',
  dimensions: 4,
  normalize: true,
  embeddingTypes: ['float'],
};

const titanAnswer: JsonObject = {
  embedding: [0.01, -0.2, 0.3, 0.4],
  embeddingsByType: { float: [0.01, -0.2, 0.3, 0.4] },
  inputTextTokenCount: 5,
};

export const titanEmbeddings: Golden = {
  family: 'titan_embeddings',
  reader: 'embeddings',
  vendor: 'amazon',
  modelId: 'amazon.titan-embed-text-v2:0',
  page: 'Bedrock user guide, Amazon Titan Embeddings Text',
  situations: {
    whole: {
      request: titanRequest,
      response: titanAnswer,
      told: { ...asked, input: 5, total: 5, embeddings: { count: 1, dimensions: 4 } },
    },
    stream: NEVER_STREAMED,
    error: failedCall('embeddings'),
    blocked: {
      request: titanRequest,
      response: INTERVENED,
      told: { ...asked, finish: 'guardrail', intervened: true, failure: true },
    },
    truncated: {
      request: titanRequest,
      response: cut(titanAnswer),
      record: { input: { inputTokenCount: 5 } },
      told: { ...asked, input: 5, total: 5, outputState: 'truncated' },
    },
    wrong_types: {
      request: { inputText: ['a', 5, {}], dimensions: '4', normalize: 'yes', embeddingTypes: 'float' },
      response: { embedding: 'vector', embeddingsByType: [1], inputTextTokenCount: '5' },
      // A text is a text, also in a list; what is no vector is one without dimensions.
      told: {
        reader: 'embeddings',
        operation: 'embeddings',
        kinds: ['text'],
        embeddings: { count: 1 },
        prompt: 'a',
      },
    },
  },
  quirks: {
    'binary vectors alone': {
      request: titanRequest,
      response: { embeddingsByType: { binary: [0, 1, 1] }, inputTextTokenCount: 5.0 },
      told: { ...asked, input: 5, total: 5, embeddings: { count: 1, dimensions: 3 } },
    },
  },
};

const multimodalRequest: JsonObject = {
  inputText: 'a fine text',
  inputImage: 'iVBORw0KGgo=',
  embeddingConfig: { outputEmbeddingLength: 3 },
};

const multimodalAnswer: JsonObject = { embedding: [0.1, 0.2, 0.3], inputTextTokenCount: 4, message: null };

export const titanMultimodal: Golden = {
  family: 'titan_multimodal_embeddings',
  reader: 'embeddings',
  vendor: 'amazon',
  modelId: 'amazon.titan-embed-image-v1',
  page: 'Bedrock user guide, Amazon Titan Multimodal Embeddings G1',
  situations: {
    whole: {
      request: multimodalRequest,
      response: multimodalAnswer,
      told: {
        ...asked,
        input: 4,
        total: 4,
        kinds: ['image', 'text'],
        embeddings: { count: 1, dimensions: 3 },
      },
    },
    stream: NEVER_STREAMED,
    error: failedCall('embeddings'),
    blocked: {
      request: multimodalRequest,
      response: INTERVENED,
      told: { ...asked, finish: 'guardrail', kinds: ['image', 'text'], intervened: true, failure: true },
    },
    truncated: {
      request: multimodalRequest,
      response: cut(multimodalAnswer),
      told: { ...asked, kinds: ['image', 'text'], outputState: 'truncated' },
    },
    wrong_types: {
      request: { inputText: 5, inputImage: null, embeddingConfig: 'small' },
      response: { embedding: null, inputTextTokenCount: {} },
      told: { reader: 'embeddings', operation: 'embeddings', embeddings: { count: 1 } },
    },
  },
};
