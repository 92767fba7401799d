/** Rerank models of Cohere and Amazon through InvokeModel: billed by query. Source: "Rerank models", Bedrock user guide. */
import type { Call, Rerank } from '../call';
import type { BodyWriter } from './body';

function rerankOf({ task }: Call): Rerank {
  if (task.kind !== 'rerank')
    throw new TypeError(`a rerank body cannot be written for a call of kind ${task.kind}`);
  return task;
}

export const rerank: BodyWriter = {
  input: (call) => {
    const { query, documents } = rerankOf(call);
    return { query, documents, top_n: Math.min(3, documents.length), api_version: 2 };
  },
  output: (call, { random }) => ({
    results: rerankOf(call)
      .documents.slice(0, 3)
      .map((_, index) => ({ index, relevance_score: Math.round(random.next() * 10_000) / 10_000 }))
      .sort((a, b) => b.relevance_score - a.relevance_score),
  }),
};
