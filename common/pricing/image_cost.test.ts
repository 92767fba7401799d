/** Images by size, quality and steps, and pictures that become vectors: prices of the Bedrock pricing page. */
import { costOf } from './cost';
import { asked } from './cost.test_support';
import { priceTable } from './price_table';
import type { ImageFacts } from './pricing_facts';

const drawn = (modelId: string, images: ImageFacts) =>
  costOf(priceTable(), asked(modelId, {}, { images, operation: 'generate_content' }));

const CANVAS = 'amazon.nova-canvas-v1:0';
const TITAN = 'amazon.titan-image-generator-v2:0';
const SDXL = 'stability.stable-diffusion-xl-v1';

test.each([
  [CANVAS, { width: 1024, height: 1024, quality: 'standard' }, 0.04],
  [CANVAS, { width: 1024, height: 1024, quality: 'premium' }, 0.06],
  [CANVAS, { width: 2048, height: 1024, quality: 'standard' }, 0.06],
  [CANVAS, { width: 2048, height: 2048, quality: 'premium' }, 0.08],
  [`us.${CANVAS}`, { width: 1024, height: 1024, quality: 'standard' }, 0.04],
  [TITAN, { width: 512, height: 512, quality: 'standard' }, 0.008],
  [TITAN, { width: 512, height: 512, quality: 'premium' }, 0.01],
  [TITAN, { width: 1024, height: 1024, quality: 'standard' }, 0.01],
  [TITAN, { width: 1024, height: 1024, quality: 'premium' }, 0.012],
  [SDXL, { width: 1024, height: 1024, steps: 50 }, 0.04],
  [SDXL, { width: 1024, height: 1024, steps: 51 }, 0.08],
  ['stability.stable-image-core-v1:1', {}, 0.04],
  ['stability.stable-image-ultra-v1:1', {}, 0.14],
  ['stability.sd3-5-large-v1:0', {}, 0.08],
])('two images of %s, %j, cost twice %d $', (modelId, facts, usd) => {
  const cost = drawn(modelId, { ...facts, count: 2 });
  expect(cost).toMatchObject({ total: usd * 2, images: usd * 2, input: 0, confidence: 'exact' });
  expect(cost).not.toHaveProperty('rate.assumed');
});

test('what nobody named is taken as the smallest of standard quality, and said', () => {
  expect(drawn(CANVAS, { count: 1 })).toMatchObject({
    total: 0.04,
    rate: { assumed: ['image_size', 'image_quality'], source: 'aws.amazon.com/bedrock/pricing' },
  });
  expect(drawn(SDXL, { count: 1 })).toMatchObject({ total: 0.04, rate: { assumed: ['image_steps'] } });
});

test('images that nobody counted, or of a size without a price, have none', () => {
  expect(drawn(CANVAS, {})).toMatchObject({ priced: false, reason: 'not_counted' });
  expect(drawn(CANVAS, { count: 1, width: 4096, height: 4096 })).toMatchObject({
    priced: false,
    reason: 'no_rate',
  });
  expect(drawn(CANVAS, { count: 1, quality: 'splendid' })).toMatchObject({ priced: false });
  expect(drawn(CANVAS, { count: 0 })).toMatchObject({ priced: true, total: 0 });
});

const embedded = (modelId: string, embeddedImages: number | undefined, requestKinds: string[], input = 100) =>
  costOf(priceTable(), asked(modelId, { input }, { operation: 'embeddings', embeddedImages, requestKinds }));

test('pictures that become vectors are billed apart from text', () => {
  // 100 × 0.8 $/M + 0.00006 $
  expect(embedded('amazon.titan-embed-image-v1', 1, ['text', 'image'])).toMatchObject({
    total: 0.00014,
    input: 0.00014,
  });
  expect(embedded('amazon.titan-embed-image-v1', 0, ['text'])).toMatchObject({ total: 0.00008 });
  expect(embedded('amazon.titan-embed-image-v1', undefined, [])).toMatchObject({ reason: 'not_counted' });
});

test('pictures, sound and films without a price leave an embedding unpriced', () => {
  expect(embedded('cohere.embed-v4:0', 1, ['image'])).toMatchObject({ reason: 'no_rate' });
  expect(embedded('amazon.nova-2-multimodal-embeddings-v1:0', 0, ['video'])).toMatchObject({
    reason: 'no_rate',
  });
  expect(embedded('cohere.embed-v4:0', 0, ['text'], 1_000_000)).toMatchObject({ total: 0.12 });
});
