/** Bodies of the shape that the Bedrock user guide documents under rerank models. */
import { EMPTY_CONVERSATION } from './conversation';
import { rerank } from './rerank';
import { readAs } from './said.test_support';

const REQUEST = {
  query: 'Capital?',
  documents: ['Rome', { text: 'Oslo', title: 'North' }],
  top_n: 2,
  api_version: 2,
};

test.each(['cohere', 'amazon', undefined])('a whole answer of %s', (vendor) => {
  expect(
    readAs(vendor)(REQUEST, {
      results: [
        { index: 0, relevance_score: 0.95 },
        { index: 1, relevance_score: 0.1 },
      ],
    }),
  ).toEqual({
    reader: 'rerank',
    conversation: {
      ...EMPTY_CONVERSATION,
      operationName: 'rerank',
      messages: [
        {
          role: 'user',
          parts: [
            { kind: 'text', text: 'Capital?' },
            { kind: 'document' },
            { kind: 'document', name: 'North' },
          ],
        },
      ],
    },
  });
});

test('an error, no answer, no request', () => {
  expect(readAs('cohere')(REQUEST, { message: 'no' }).reader).toBe('rerank');
  expect(readAs('cohere')(REQUEST).reader).toBe('rerank');
  expect(readAs('amazon')(undefined, { results: [{ index: 0, relevance_score: 0.9 }] })).toEqual({
    reader: 'rerank',
    conversation: { ...EMPTY_CONVERSATION, operationName: 'rerank' },
  });
});

test('wrong types read as absent', () => {
  expect(rerank.read({ request: { query: 4, documents: 'x' }, response: [{ id: 1 }] })).toEqual({
    ...EMPTY_CONVERSATION,
    operationName: 'rerank',
  });
});
