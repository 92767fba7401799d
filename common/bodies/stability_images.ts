/**
 * Stability's image models (Bedrock user guide, Stability AI): SD3, Core and Ultra with `prompt`, SDXL with
 * `text_prompts`. A finish reason of null is a success; a filtered image is told by its reason and is missing.
 */
import { asArray, asCount, asNumber, asObject, asText, type Json, type JsonObject } from '../documents/json';
import { conversationOf, type BodyReader, type Part } from './conversation';

const textPart = (text: string): Part => ({ kind: 'text', text });

function promptOf(request: JsonObject): string[] {
  const prompts: Json[] = asArray(request.text_prompts)?.map((item) => asObject(item)?.text ?? null) ?? [];
  return [request.prompt ?? null, ...prompts].map(asText).filter((text) => text !== undefined);
}

const madeOf = (response: JsonObject): number | undefined =>
  (asArray(response.images) ?? asArray(response.artifacts))?.length;

const reasonsOf = (response: JsonObject): string[] =>
  [
    ...(asArray(response.finish_reasons) ?? []),
    ...(asArray(response.artifacts) ?? []).map((artifact) => asObject(artifact)?.finishReason ?? null),
  ]
    .map(asText)
    .filter((reason) => reason !== undefined);

export const stabilityImages: BodyReader = {
  name: 'stability_images',
  vendors: ['stability'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    const answered = asObject(response);
    return (
      // A prompt alone is any text model's.
      (asked?.prompt !== undefined &&
        (asked.aspect_ratio ?? asked.output_format ?? asked.mode ?? asked.negative_prompt) !== undefined) ||
      asked?.text_prompts !== undefined ||
      answered?.images !== undefined ||
      answered?.artifacts !== undefined
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request);
    const answered = asObject(response) ?? {};
    const prompts = promptOf(asked ?? {});
    return conversationOf({
      operationName: 'generate_content',
      messages: prompts.length === 0 ? [] : [{ role: 'user', parts: prompts.map(textPart) }],
      finishReasons: reasonsOf(answered),
      images: {
        taskType: asText(asked?.mode),
        count: madeOf(answered),
        requested: asked ? (asCount(asked.samples) ?? 1) : undefined,
        cfgScale: asNumber(asked?.cfg_scale),
        height: asCount(asked?.height),
        width: asCount(asked?.width),
        seed: asCount(asked?.seed),
        steps: asCount(asked?.steps),
      },
    });
  },
};
