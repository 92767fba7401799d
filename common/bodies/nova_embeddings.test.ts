/** Bodies of the shape that the Nova user guide documents as the complete embeddings schema. */
import { EMPTY_CONVERSATION } from './conversation';
import { novaEmbeddings } from './nova_embeddings';
import { readAs, said } from './said.test_support';

const read = readAs('amazon');

const REQUEST = {
  schemaVersion: 'nova-multimodal-embed-v1',
  taskType: 'SINGLE_EMBEDDING',
  singleEmbeddingParams: {
    embeddingPurpose: 'GENERIC_INDEX',
    embeddingDimension: 256,
    text: { truncationMode: 'END', value: 'Hello World!' },
  },
};

test.each([
  ['whole', [0.1, 0.2, 0.3]],
  ['as it is stored', { dimensions: 3 }],
])('a vector, %s', (_name, embedding) => {
  expect(
    read(REQUEST, { embeddings: [{ embeddingType: 'TEXT', embedding, truncatedCharLength: 9 }] }),
  ).toEqual({
    reader: 'nova_embeddings',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'embeddings',
      messages: [said('user', 'Hello World!')],
      parameters: { version: 'nova-multimodal-embed-v1' },
      embeddings: { count: 1, dimensions: 3 },
    },
  });
});

test('a video gives two vectors; media inline or in S3, replaced or not', () => {
  const { conversation } = read(
    {
      ...REQUEST,
      singleEmbeddingParams: {
        image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } },
        video: { format: 'mp4', source: { s3Location: { uri: 's3://films/a.mp4' } } },
        text: { source: { s3Location: { uri: 's3://texts/a.txt' } } },
      },
    },
    {
      embeddings: [
        { embeddingType: 'VIDEO', embedding: [1, 2] },
        { embeddingType: 'AUDIO', embedding: [3, 4] },
      ],
    },
  );
  expect(conversation.messages).toEqual([
    {
      role: 'user',
      parts: [
        { kind: 'document', uri: 's3://texts/a.txt' },
        { kind: 'image', mediaType: 'png' },
        { kind: 'video', mediaType: 'mp4', uri: 's3://films/a.mp4' },
      ],
    },
  ]);
  expect(conversation.embeddings).toEqual({ count: 2, dimensions: 2 });
});

test('an error, no answer; its task is no image task, whoever the vendor is', () => {
  for (const response of [{ message: 'no' }, undefined]) {
    const { reader, conversation } = read(REQUEST, response);
    expect(reader).toBe('nova_embeddings');
    expect(conversation.embeddings).toBeUndefined();
  }
  expect(readAs(undefined)(REQUEST).reader).toBe('nova_embeddings');
  expect(read(undefined, { embeddings: [[0.1, 0.2]] }).reader).toBe('embeddings');
});

test('wrong types read as absent', () => {
  expect(
    novaEmbeddings.read({
      request: { singleEmbeddingParams: { text: 'x', image: 3, video: {} }, schemaVersion: 1 },
      response: { embeddings: [null, { embedding: 'x' }] },
    }),
  ).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'embeddings',
    messages: [{ role: 'user', parts: [{ kind: 'video' }] }],
    embeddings: { count: 1 },
  });
});
