/** Models that turn texts and media into vectors: Titan, Cohere, Nova. */
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

const novaRequest: JsonObject = {
  schemaVersion: 'nova-multimodal-embed-v1',
  taskType: 'SINGLE_EMBEDDING',
  singleEmbeddingParams: {
    embeddingPurpose: 'GENERIC_INDEX',
    embeddingDimension: 4,
    text: { truncationMode: 'END', value: 'a fine text' },
  },
};

const askedNova = { ...asked, reader: 'nova_embeddings', version: 'nova-multimodal-embed-v1' } as const;

const novaAnswer: JsonObject = {
  embeddings: [{ embeddingType: 'TEXT', embedding: [0.1, 0.2, 0.3, 0.4], truncatedCharLength: 11 }],
};

export const novaEmbeddings: Golden = {
  family: 'nova_embeddings',
  reader: 'nova_embeddings',
  vendor: 'amazon',
  modelId: 'amazon.nova-2-multimodal-embeddings-v1:0',
  page: 'Nova user guide, complete embeddings request and response schema',
  situations: {
    whole: {
      request: novaRequest,
      response: novaAnswer,
      record: { input: { inputTokenCount: 4 } },
      told: { ...askedNova, input: 4, total: 4, embeddings: { count: 1, dimensions: 4 } },
    },
    stream: NEVER_STREAMED,
    error: failedCall('embeddings'),
    blocked: {
      request: novaRequest,
      response: INTERVENED,
      told: { ...askedNova, finish: 'guardrail', intervened: true, failure: true },
    },
    truncated: {
      request: novaRequest,
      response: cut(novaAnswer),
      told: { ...askedNova, outputState: 'truncated' },
    },
    wrong_types: {
      request: {
        schemaVersion: 1,
        singleEmbeddingParams: {
          text: 'a fine text',
          image: [],
          video: 5,
          audio: { source: { s3Location: 4 } },
        },
      },
      response: { embeddings: [{ embedding: 'vector' }, 5] },
      told: {
        reader: 'nova_embeddings',
        operation: 'embeddings',
        kinds: ['audio'],
        embeddings: { count: 1 },
      },
    },
  },
  quirks: {
    'a video with its sound, which lie in S3': {
      request: {
        taskType: 'SINGLE_EMBEDDING',
        singleEmbeddingParams: {
          video: { format: 'mp4', source: { s3Location: { uri: 's3://bucket/clip.mp4' } } },
        },
      },
      response: {
        embeddings: [
          { embeddingType: 'VIDEO', embedding: [0.1, 0.2] },
          { embeddingType: 'AUDIO', embedding: [0.3, 0.4] },
        ],
      },
      told: {
        reader: 'nova_embeddings',
        operation: 'embeddings',
        kinds: ['video'],
        embeddings: { count: 2, dimensions: 2 },
      },
    },
  },
};
