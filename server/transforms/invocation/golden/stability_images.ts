/** Stability's models that draw: SD3, Core and Ultra, SDXL. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

const stable: JsonObject = {
  prompt: 'a red fox',
  negative_prompt: 'blurry picture',
  mode: 'text-to-image',
  aspect_ratio: '1:1',
  seed: 0,
  output_format: 'png',
};

const askedStable = {
  reader: 'stability_images',
  operation: 'generate_content',
  task: 'text-to-image',
  imageConfig: { number_of_images: 1, seed: 0 } as JsonObject,
  kinds: ['text'],
  prompt: 'a red fox',
} as const;

const stableDrawn: JsonObject = { seeds: [77], finish_reasons: [null], images: ['aGVsbG8gaW1hZ2U='] };

const stability = (family: string, modelId: string): Golden => ({
  family,
  reader: 'stability_images',
  vendor: 'stability',
  modelId,
  page: 'Bedrock user guide, Stability AI models',
  situations: {
    // No reason is a success.
    whole: { request: stable, response: stableDrawn, told: { ...askedStable, images: 1 } },
    stream: NEVER_STREAMED,
    error: failedCall('generate_content'),
    blocked: {
      request: stable,
      response: INTERVENED,
      told: { ...askedStable, finish: 'guardrail', images: 0, intervened: true, failure: true },
    },
    truncated: {
      request: stable,
      response: cut(stableDrawn),
      told: { ...askedStable, images: 1, outputState: 'truncated' },
    },
    wrong_types: {
      request: {
        prompt: 5,
        negative_prompt: {},
        mode: ['x'],
        aspect_ratio: 1,
        seed: 'random',
        output_format: null,
      },
      response: { seeds: 5, finish_reasons: 'nothing', images: { 0: 'aGVsbG8=' } },
      told: {
        reader: 'stability_images',
        operation: 'generate_content',
        imageConfig: { number_of_images: 1 },
        images: 0,
      },
    },
  },
  quirks: {
    'what was asked for was filtered': {
      request: stable,
      response: { seeds: [], finish_reasons: ['Filter reason: prompt'] },
      told: {
        ...askedStable,
        finish: 'content_filter',
        reasons: ['Filter reason: prompt'],
        images: 0,
      },
    },
    'an image that becomes another': {
      request: { ...stable, mode: 'image-to-image', image: 'iVBORw0KGgo=', strength: 0.5 },
      response: stableDrawn,
      told: { ...askedStable, task: 'image-to-image', kinds: ['image', 'text'], images: 1 },
    },
  },
});

export const stableDiffusion3: Golden = stability('stable_diffusion_3', 'stability.sd3-5-large-v1:0');
export const stableCore: Golden = stability('stable_image_core', 'stability.stable-image-core-v1:1');
export const stableUltra: Golden = stability('stable_image_ultra', 'stability.stable-image-ultra-v1:1');

const sdxl: JsonObject = {
  text_prompts: [
    { text: 'a red fox', weight: 1 },
    { text: 'in the snow', weight: 0.5 },
  ],
  cfg_scale: 10,
  seed: 5,
  steps: 50,
  width: 1024,
  height: 512,
};

const askedSdxl = {
  reader: 'stability_images',
  operation: 'generate_content',
  imageConfig: {
    number_of_images: 1,
    cfg_scale: 10,
    seed: 5,
    steps: 50,
    width: 1024,
    height: 512,
  } as JsonObject,
  kinds: ['text'],
  prompt: 'a red fox\nin the snow',
} as const;

const sdxlDrawn: JsonObject = {
  result: 'success',
  artifacts: [{ seed: 5, base64: 'aGVsbG8gaW1hZ2U=', finishReason: 'SUCCESS' }],
};

export const sdxlOne: Golden = {
  family: 'sdxl',
  reader: 'stability_images',
  vendor: 'stability',
  modelId: 'stability.stable-diffusion-xl-v1',
  page: 'Bedrock user guide, Stability.ai Diffusion 1.0 text to image',
  situations: {
    whole: {
      request: sdxl,
      response: sdxlDrawn,
      told: { ...askedSdxl, finish: 'stop', reasons: ['SUCCESS'], images: 1 },
    },
    stream: NEVER_STREAMED,
    error: failedCall('generate_content'),
    blocked: {
      request: sdxl,
      response: INTERVENED,
      told: { ...askedSdxl, finish: 'guardrail', images: 0, intervened: true, failure: true },
    },
    truncated: {
      request: sdxl,
      response: cut(sdxlDrawn),
      told: { ...askedSdxl, images: 1, outputState: 'truncated' },
    },
    wrong_types: {
      request: { text_prompts: 'a red fox', cfg_scale: '10', seed: 1.5, width: {}, height: -1 },
      response: { result: 5, artifacts: [5, { base64: 4, finishReason: {} }] },
      told: {
        reader: 'stability_images',
        operation: 'generate_content',
        imageConfig: { number_of_images: 1 },
        images: 0,
      },
    },
  },
  quirks: {
    'of two images one was filtered': {
      request: { ...sdxl, samples: 2 },
      response: {
        result: 'success',
        artifacts: [
          { seed: 5, base64: 'aGVsbG8gaW1hZ2U=', finishReason: 'SUCCESS' },
          { seed: 6, base64: 'aGVsbG8gYmx1cg==', finishReason: 'CONTENT_FILTERED' },
        ],
      },
      told: {
        ...askedSdxl,
        finish: 'content_filter',
        reasons: ['SUCCESS', 'CONTENT_FILTERED'],
        imageConfig: { ...askedSdxl.imageConfig, number_of_images: 2 },
        // A filtered image comes back as well, blurred.
        images: 2,
      },
    },
  },
};
