/** Nova's model that turns texts and media into vectors. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

const novaRequest: JsonObject = {
  schemaVersion: 'nova-multimodal-embed-v1',
  taskType: 'SINGLE_EMBEDDING',
  singleEmbeddingParams: {
    embeddingPurpose: 'GENERIC_INDEX',
    embeddingDimension: 4,
    text: { truncationMode: 'END', value: 'a fine text' },
  },
};

const askedNova = {
  reader: 'nova_embeddings',
  operation: 'embeddings',
  version: 'nova-multimodal-embed-v1',
  kinds: ['text'],
  prompt: 'a fine text',
} as const;

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
