/**
 * Nova Canvas and Titan Image (Nova and Titan user guides, image generation requests). Answers are usually kept
 * apart in S3: then only the request tells how many images were made. An answer at hand without images made none.
 */
import { asArray, asCount, asList, asNumber, asObject, asText, type JsonObject } from '../documents/json';
import { conversationOf, type BodyReader, type Message, type Part } from './conversation';
import { imagePart } from './image_parts';

/** `image`, `images`, `maskImage`, `referenceImage`, … */
const NAMES_IMAGES = /images?$/i;

/** Text and pictures to draw from stand in the parameters of the task: `textToImageParams`, `inPaintingParams`, … */
function promptOf(request: JsonObject): Message[] {
  const parts: Part[] = [];
  for (const key of Object.keys(request)) {
    const parameters = key.endsWith('Params') ? asObject(request[key]) : undefined;
    for (const [name, value] of Object.entries(parameters ?? {})) {
      const text = name === 'text' ? asText(value) : undefined;
      if (text !== undefined) parts.push({ kind: 'text', text });
      else if (NAMES_IMAGES.test(name)) parts.push(...asList(value).flatMap(imagePart));
    }
  }
  return parts.length === 0 ? [] : [{ role: 'user', parts }];
}

/** Nova Reel asks the same way, for a video. */
const asksForVideo = (request: JsonObject): boolean =>
  request.videoGenerationConfig !== undefined || /VIDEO/.test(asText(request.taskType) ?? '');

/** What is wrong is told in a sentence; a filter by that word. These are the words of Titan's text models. */
function reasonOf(error: string | undefined): string[] {
  if (error === undefined) return [];
  return [/filter/i.test(error) ? 'CONTENT_FILTERED' : 'ERROR'];
}

export const amazonImages: BodyReader = {
  name: 'amazon_images',
  vendors: ['amazon'],
  fits: ({ request, response }) =>
    asText(asObject(request)?.taskType) !== undefined || asArray(asObject(response)?.images) !== undefined,
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const answered = asObject(response);
    const config = asObject(asked.imageGenerationConfig) ?? {};
    return conversationOf({
      operationName: 'generate_content',
      messages: promptOf(asked),
      finishReasons: reasonOf(asText(answered?.error)),
      images: {
        taskType: asText(asked.taskType),
        count: answered && (asArray(answered.images)?.length ?? 0),
        // One image where the request does not say.
        requested:
          asked.taskType === undefined || asksForVideo(asked)
            ? undefined
            : (asCount(config.numberOfImages) ?? 1),
        cfgScale: asNumber(config.cfgScale),
        height: asCount(config.height),
        width: asCount(config.width),
        quality: asText(config.quality),
        seed: asCount(config.seed),
      },
    });
  },
};
