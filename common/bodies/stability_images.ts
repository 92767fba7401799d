/**
 * Stability's image models (Bedrock user guide, Stability AI): SD3, Core and Ultra with `prompt`, SDXL with
 * `text_prompts`. A finish reason of null is a success; a filtered image is told by its reason and is missing. An
 * answer at hand without images made none.
 */
import {
  asArray,
  asCount,
  asList,
  asNumber,
  asObject,
  asText,
  objects,
  type Json,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import { conversationOf, type BodyReader, type Part } from './conversation';
import { imagePart } from './image_parts';

const textPart = (text: string): Part => ({ kind: 'text', text });

function promptOf(request: JsonObject): string[] {
  const prompts: Json[] = asArray(request.text_prompts)?.map((item) => asObject(item)?.text ?? null) ?? [];
  return [request.prompt ?? null, ...prompts].map(asText).filter((text) => text !== undefined);
}

const madeOf = (response: JsonObject): number =>
  asArray(response.images)?.length ??
  objects(asArray(response.artifacts)).filter(({ base64 }) => isPicture(base64)).length;

/** Base64, or what stands in its place in a stored body. */
const isPicture = (base64: Maybe): boolean => asText(base64) !== undefined || asObject(base64) !== undefined;

/** Pictures to start from or to keep to, under the names of the several tasks. */
const PICTURES = ['image', 'init_image', 'mask', 'mask_image', 'control_image', 'style_image'] as const;

const partsOf = (request: JsonObject): Part[] => [
  ...promptOf(request).map(textPart),
  ...PICTURES.flatMap((name) => asList(request[name]).flatMap(imagePart)),
];

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
    const answered = asObject(response);
    const parts = partsOf(asked ?? {});
    return conversationOf({
      operationName: 'generate_content',
      messages: parts.length === 0 ? [] : [{ role: 'user', parts }],
      finishReasons: reasonsOf(answered ?? {}),
      images: {
        taskType: asText(asked?.mode),
        count: answered && madeOf(answered),
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
