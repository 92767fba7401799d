/** Amazon's models that draw: Nova Canvas, Titan Image. */
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
    'a video, asked for in the same way, is no image': {
      record: { modelId: 'amazon.nova-reel-v1:1', operation: 'StartAsyncInvoke' },
      request: {
        taskType: 'TEXT_VIDEO',
        textToVideoParams: { text: 'waves on a beach' },
        videoGenerationConfig: { durationSeconds: 6, fps: 24, dimension: '1280x720', seed: 3 },
      },
      told: {
        reader: 'amazon_images',
        operation: 'generate_content',
        task: 'TEXT_VIDEO',
        kinds: ['text'],
        outputState: 'absent',
        prompt: 'waves on a beach',
      },
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
