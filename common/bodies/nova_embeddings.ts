/**
 * Amazon Nova Multimodal Embeddings under InvokeModel (Nova user guide, complete embeddings request and response
 * schema): one text, image, sound or video in, one vector out per kind. Vectors count and have dimensions; their
 * numbers are never kept.
 */
import { asArray, asCount, asObject, asText, objects, type JsonObject, type Maybe } from '../documents/json';
import { firstOf } from './chunks';
import { conversationOf, type BodyReader, type Embeddings, type MediaKind, type Part } from './conversation';

const MEDIA: readonly MediaKind[] = ['image', 'audio', 'video'];

/** Long texts and media may lie in S3. */
const uriOf = (holder: JsonObject): string | undefined =>
  asText(asObject(asObject(holder.source)?.s3Location)?.uri);

function partsOf(parameters: JsonObject): Part[] {
  const text = asObject(parameters.text);
  const value = asText(text?.value);
  const uri = text && uriOf(text);
  return [
    ...(value === undefined ? [] : [{ kind: 'text', text: value } as const]),
    ...(uri === undefined ? [] : [{ kind: 'document', uri } as const]),
    ...MEDIA.flatMap((kind): Part[] => {
      const media = asObject(parameters[kind]);
      return media ? [{ kind, mediaType: asText(media.format), uri: uriOf(media) }] : [];
    }),
  ];
}

/** A vector, or the number of its dimensions where a stored body has that in its place. */
const dimensionsOf = (vector: Maybe): number | undefined =>
  asArray(vector)?.length ?? asCount(asObject(vector)?.dimensions);

const vectorsOf = (response: Maybe): JsonObject[] =>
  objects(asArray(asObject(response)?.embeddings)).filter(({ embedding }) => embedding !== undefined);

function embeddingsOf(response: Maybe): Embeddings | undefined {
  const vectors = vectorsOf(response);
  return vectors.length === 0
    ? undefined
    : {
        count: vectors.length,
        dimensions: firstOf(vectors, ({ embedding }) => dimensionsOf(embedding)),
      };
}

export const novaEmbeddings: BodyReader = {
  name: 'nova_embeddings',
  vendors: ['amazon'],
  fits: ({ request, response }) =>
    asObject(request)?.singleEmbeddingParams !== undefined || vectorsOf(response).length > 0,
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const parts = partsOf(asObject(asked.singleEmbeddingParams) ?? {});
    return conversationOf({
      operationName: 'embeddings',
      messages: parts.length === 0 ? [] : [{ role: 'user', parts }],
      parameters: { version: asText(asked.schemaVersion) },
      embeddings: embeddingsOf(response),
    });
  },
};
