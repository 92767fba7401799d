/**
 * Rerank models of Cohere and Amazon under InvokeModel (Bedrock user guide, rerank models): a query, the
 * documents to order, and a relevance for each. Billed by query, not by token.
 */
import { asArray, asObject, asText, objects, type JsonObject } from '../documents/json';
import { conversationOf, type BodyReader, type Part } from './conversation';

function asked(request: JsonObject): Part[] {
  const query = asText(request.query);
  const documents = asArray(request.documents) ?? [];
  return [
    ...(query === undefined ? [] : [{ kind: 'text', text: query } as const]),
    ...documents.map((document) => ({ kind: 'document', name: asText(asObject(document)?.title) }) as const),
  ];
}

export const rerank: BodyReader = {
  name: 'rerank',
  vendors: ['cohere', 'amazon'],
  fits: ({ request, response }) => {
    const requested = asObject(request);
    return (
      (requested?.query !== undefined && asArray(requested.documents) !== undefined) ||
      objects(asArray(asObject(response)?.results)).some(
        ({ relevance_score }) => relevance_score !== undefined,
      )
    );
  },
  read: ({ request, response }) => {
    const parts = asked(asObject(request) ?? {});
    return conversationOf({
      operationName: 'rerank',
      messages: parts.length === 0 ? [] : [{ role: 'user', parts }],
      responseId: asText(asObject(response)?.id),
    });
  },
};
