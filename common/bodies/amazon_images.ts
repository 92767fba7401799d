/**
 * Nova Canvas and Titan Image (Nova and Titan user guides, image generation requests). Answers are usually kept
 * apart in S3: then only the request tells how many images were made.
 */
import { asArray, asCount, asNumber, asObject, asText, type JsonObject } from '../documents/json';
import { conversationOf, type BodyReader, type Message } from './conversation';

/** Text to draw from stands in the parameters of the task: `textToImageParams`, `inPaintingParams`, … */
function promptOf(request: JsonObject): Message[] {
  for (const key of Object.keys(request)) {
    const text = key.endsWith('Params') ? asText(asObject(request[key])?.text) : undefined;
    if (text !== undefined) return [{ role: 'user', parts: [{ kind: 'text', text }] }];
  }
  return [];
}

export const amazonImages: BodyReader = {
  name: 'amazon_images',
  vendors: ['amazon'],
  fits: ({ request, response }) =>
    asText(asObject(request)?.taskType) !== undefined || asArray(asObject(response)?.images) !== undefined,
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const config = asObject(asked.imageGenerationConfig) ?? {};
    return conversationOf({
      operationName: 'generate_content',
      messages: promptOf(asked),
      images: {
        taskType: asText(asked.taskType),
        count: asArray(asObject(response)?.images)?.length,
        // One image where the request does not say.
        requested: asked.taskType === undefined ? undefined : (asCount(config.numberOfImages) ?? 1),
        cfgScale: asNumber(config.cfgScale),
        height: asCount(config.height),
        width: asCount(config.width),
        quality: asText(config.quality),
        seed: asCount(config.seed),
      },
    });
  },
};
