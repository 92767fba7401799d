/**
 * Pictures through InvokeModel: Amazon Nova Canvas and Titan Image Generator, which speak alike, Stability's newer models
 * and SDXL. Source: "Amazon Nova Canvas" in the Nova user guide; "Amazon Titan Image Generator G1", "Stable Image
 * Core", "Stable Diffusion 3.5 Large" and "Stability.ai Diffusion 1.0" in the Bedrock user guide.
 */
import type { Call, Image } from '../call';
import type { BodyWriter } from './body';
import { picture } from './picture';

function imageOf({ task }: Call): Image {
  if (task.kind !== 'image')
    throw new TypeError(`an image body cannot be written for a call of kind ${task.kind}`);
  return task;
}

export const amazonImages: BodyWriter = {
  input: (call, { random }) => {
    const { prompt, width, height, count, quality } = imageOf(call);
    return {
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: prompt, negativeText: 'text, watermark, people' },
      imageGenerationConfig: {
        numberOfImages: count,
        height,
        width,
        cfgScale: 6.5,
        quality,
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

export const sdxl: BodyWriter = {
  input: (call, { random }) => {
    const { prompt, width, height } = imageOf(call);
    return {
      text_prompts: [
        { text: prompt, weight: 1 },
        { text: 'text, watermark', weight: -1 },
      ],
      cfg_scale: 7,
      steps: 30,
      width,
      height,
      seed: random.int(0, 4_294_967_294),
    };
  },
  output: (_call, { random }) => ({
    result: 'success',
    artifacts: [
      {
        seed: random.int(0, 4_294_967_294),
        base64: picture(random.uint32()).toString('base64'),
        finishReason: 'SUCCESS',
      },
    ],
  }),
};
