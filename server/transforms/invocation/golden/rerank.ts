/** Models that order documents by how well they answer: Cohere, Amazon. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

const asked = {
  reader: 'rerank',
  operation: 'rerank',
  kinds: ['document', 'text'],
  prompt: 'Which city is it?',
} as const;

const rerank = (family: string, vendor: string, modelId: string, more: JsonObject): Golden => {
  const request: JsonObject = {
    query: 'Which city is it?',
    documents: ['Rome is a city', 'Oslo is another'],
    ...more,
  };
  const response: JsonObject = {
    results: [
      { index: 0, relevance_score: 0.95 },
      { index: 1, relevance_score: 0.2 },
    ],
  };
  return {
    family,
    reader: 'rerank',
    vendor,
    modelId,
    page: 'Bedrock user guide, supported models for reranking',
    situations: {
      // Billed by query: no tokens.
      whole: { request, response, told: asked },
      stream: NEVER_STREAMED,
      error: failedCall('rerank'),
      blocked: {
        request,
        response: INTERVENED,
        told: { ...asked, finish: 'guardrail', intervened: true, failure: true },
      },
      truncated: { request, response: cut(response), told: { ...asked, outputState: 'truncated' } },
      wrong_types: {
        request: { query: ['Which'], documents: [5, null, { title: 9 }], top_n: '2', api_version: {} },
        response: { id: 4, results: [{ index: 'a', relevance_score: 'high' }, 5] },
        told: { reader: 'rerank', operation: 'rerank', kinds: ['document'] },
      },
    },
  };
};

export const cohereRerank: Golden = rerank('cohere_rerank', 'cohere', 'cohere.rerank-v3-5:0', {
  top_n: 2,
  api_version: 2,
});
export const amazonRerank: Golden = rerank('amazon_rerank', 'amazon', 'amazon.rerank-v1:0', { top_n: 2 });
