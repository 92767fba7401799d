/** Models that draw: Nova Canvas, Titan Image, Stability. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

const drawing = (config: JsonObject): JsonObject => ({
  taskType: 'TEXT_IMAGE',
  textToImageParams: { text: 'a black cat', negativeText: 'blurry picture' },
  imageGenerationConfig: config,
});

const CONFIG: JsonObject = {
  numberOfImages: 2,
  height: 1024,
  width: 512,
  cfgScale: 8.0,
  quality: 'premium',
  seed: 7,
};

const asked = {
  reader: 'amazon_images',
  operation: 'generate_content',
  task: 'TEXT_IMAGE',
  imageConfig: {
    number_of_images: 2,
    height: 1024,
    width: 512,
    cfg_scale: 8,
    quality: 'premium',
    seed: 7,
  } as JsonObject,
  kinds: ['text'],
  prompt: 'a black cat',
} as const;

const drawn: JsonObject = { images: ['aGVsbG8gaW1hZ2U=', 'aGVsbG8gdHdvIQ=='], error: null };

const amazonImages = (family: string, modelId: string, page: string, quirks: Golden['quirks']): Golden => ({
  family,
  reader: 'amazon_images',
  vendor: 'amazon',
  modelId,
  page,
  quirks,
  situations: {
    whole: { request: drawing(CONFIG), response: drawn, told: { ...asked, images: 2 } },
    stream: NEVER_STREAMED,
    error: failedCall('generate_content'),
    blocked: {
      request: drawing(CONFIG),
      response: INTERVENED,
      // Nothing was drawn, whatever was asked for.
      told: { ...asked, finish: 'guardrail', images: 0, intervened: true, failure: true },
    },
    truncated: {
      request: drawing(CONFIG),
      response: cut(drawn),
      // How many came back is not known: what was asked for stands in.
      told: { ...asked, images: 2, outputState: 'truncated' },
    },
    wrong_types: {
      request: {
        taskType: 'TEXT_IMAGE',
        textToImageParams: { text: ['a black cat'], negativeText: 5 },
        imageGenerationConfig: {
          numberOfImages: '2',
          height: 10.5,
          width: null,
          cfgScale: 'x',
          quality: 1,
          seed: {},
        },
      },
      response: { images: 'aGVsbG8=', error: ['x'] },
      told: {
        reader: 'amazon_images',
        operation: 'generate_content',
        task: 'TEXT_IMAGE',
        imageConfig: { number_of_images: 1 },
        images: 0,
      },
    },
  },
});

export const novaCanvas: Golden = amazonImages(
  'nova_canvas',
  'amazon.nova-canvas-v1:0',
  'Nova user guide, generating images',
  {
    'what was asked for was filtered': {
      request: drawing(CONFIG),
      response: { error: 'This request has been blocked by our content filters.' },
      told: { ...asked, finish: 'content_filter', reasons: ['CONTENT_FILTERED'], images: 0 },
    },
    'the images lie in S3': {
      request: drawing(CONFIG),
      record: {
        output: { outputBodyS3Path: 's3://bucket/data/request_output.json.gz', outputImageCount: 2 },
      },
      told: { ...asked, images: 2, outputState: 'offloaded' },
    },
    'somebody tries something on': {
      request: {
        taskType: 'VIRTUAL_TRY_ON',
        virtualTryOnParams: {
          sourceImage: 'iVBORw0KGgo=',
          referenceImage: 'iVBORw0KGgo=',
          maskType: 'GARMENT',
        },
      },
      response: { images: ['aGVsbG8gaW1hZ2U='] },
      told: {
        reader: 'amazon_images',
        operation: 'generate_content',
        task: 'VIRTUAL_TRY_ON',
        imageConfig: { number_of_images: 1 },
        kinds: ['image'],
        images: 1,
      },
    },
  },
);

export const titanImage: Golden = amazonImages(
  'titan_image',
  'amazon.titan-image-generator-v2:0',
  'Bedrock user guide, Amazon Titan Image Generator models',
  {
    'a variation of images': {
      request: {
        taskType: 'IMAGE_VARIATION',
        imageVariationParams: { images: ['iVBORw0KGgo='], text: 'as a painting', similarityStrength: 0.7 },
      },
      response: { images: ['aGVsbG8gaW1hZ2U='], error: null },
      told: {
        reader: 'amazon_images',
        operation: 'generate_content',
        task: 'IMAGE_VARIATION',
        imageConfig: { number_of_images: 1 },
        kinds: ['image', 'text'],
        images: 1,
        prompt: 'as a painting',
      },
    },
    'no text at all, and a failure that is no filter': {
      request: { taskType: 'BACKGROUND_REMOVAL', backgroundRemovalParams: { image: 'iVBORw0KGgo=' } },
      response: { error: 'The image could not be read.' },
      told: {
        reader: 'amazon_images',
        operation: 'generate_content',
        finish: 'error',
        reasons: ['ERROR'],
        task: 'BACKGROUND_REMOVAL',
        imageConfig: { number_of_images: 1 },
        kinds: ['image'],
        images: 0,
      },
    },
  },
);

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
