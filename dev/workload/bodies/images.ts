/**
 * Pictures through InvokeModel: Amazon Nova Canvas and Stability Image Core. Source: "Amazon Nova Canvas" in
 * the Nova user guide, "Stable Image Core" in the Bedrock user guide.
 */
import type { Call, Image } from '../call';
import type { BodyWriter } from './body';
import { picture } from './picture';

function imageOf({ task }: Call): Image {
  if (task.kind !== 'image')
    throw new TypeError(`an image body cannot be written for a call of kind ${task.kind}`);
  return task;
}

export const novaCanvas: BodyWriter = {
  input: (call, { random }) => {
    const { prompt, width, height, count } = imageOf(call);
    return {
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: prompt, negativeText: 'text, watermark, people' },
      imageGenerationConfig: {
        numberOfImages: count,
        height,
        width,
        cfgScale: 6.5,
        quality: 'standard',
        seed: random.int(0, 858_993_459),
      },
    };
  },
  output: (call, { random }) => ({
    images: Array.from({ length: imageOf(call).count }, () => picture(random.uint32()).toString('base64')),
    error: null,
  }),
};

export const stability: BodyWriter = {
  input: (call, { random }) => ({
    prompt: imageOf(call).prompt,
    negative_prompt: 'text, watermark',
    mode: 'text-to-image',
    aspect_ratio: '1:1',
    seed: random.int(0, 4_294_967_294),
    output_format: 'png',
  }),
  output: (_call, { random }) => ({
    seeds: [random.int(0, 4_294_967_294)],
    finish_reasons: [null],
    images: [picture(random.uint32()).toString('base64')],
  }),
};
