/** Records of which only the outline is right: any JSON stands at any place of them. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../common/documents/json';
import { GOLDENS } from '../../../server/transforms/invocation/golden/goldens';
import { json } from './json';

const maybe = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: json });

const MODEL_IDS = [
  ...GOLDENS.map(({ modelId }) => modelId),
  'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456',
  'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:application-inference-profile/abcdef123456',
  'openai.gpt-5.6',
];

const SIDE = {
  cacheReadInputTokenCount: json,
  cacheWriteInputTokenCount: json,
  outputImageCount: json,
  outputImageHeight: json,
  outputImageBucketedStepSize: json,
  outputVideoDurationSeconds: json,
};

const side = (name: 'input' | 'output'): fc.Arbitrary<Json> =>
  maybe(
    fc
      .tuple(
        fc.dictionary(
          fc.constantFrom(`${name}BodyJson`, `${name}TokenCount`, `${name}BodyS3Path`, `${name}ContentType`),
          json,
        ),
        fc.record(SIDE, { requiredKeys: [] }),
        json,
      )
      .map(([named, more, body]) => ({ [`${name}BodyJson`]: body, ...more, ...named }) as JsonObject),
  );

export const anyRecord: fc.Arbitrary<JsonObject> = fc.record(
  {
    schemaType: fc.constant('ModelInvocationLog'),
    schemaVersion: json,
    timestamp: fc.oneof(
      fc.constant('2026-04-19T13:28:51Z'),
      fc.constantFrom(
        '2026-04-19T13:28:51.123456789Z',
        '2026-04-19T23:59:59.999+05:30',
        '0001-01-01T00:00:00Z',
      ),
    ),
    accountId: maybe(fc.constant('111122223333')),
    region: maybe(fc.constant('us-east-1')),
    requestId: maybe(fc.constant('11111111-2222-3333-4444-555555555555')),
    operation: maybe(
      fc.constantFrom('InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'),
    ),
    modelId: maybe(fc.constantFrom(...MODEL_IDS)),
    identity: json,
    requestMetadata: json,
    errorCode: json,
    inferenceRegion: json,
    system: json,
    messages: json,
    content: json,
    input: side('input'),
    output: side('output'),
  },
  { requiredKeys: ['schemaType', 'timestamp', 'operation', 'modelId', 'input', 'output'] },
);
