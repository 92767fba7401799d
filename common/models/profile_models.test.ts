import { parseModelId } from './model_id';
import { modelOfProfile } from './profile_models';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const inRegions = (...regions: string[]): string[] =>
  regions.map((region) => `arn:aws:bedrock:${region}::foundation-model/${SONNET}`);

test.each([
  ['of one region', ['us-east-1'], undefined],
  ['across the United States', ['us-east-1', 'us-east-2', 'us-west-2'], 'us'],
  ['across North America', ['ca-central-1', 'us-east-1', 'us-west-2'], 'us'],
  ['within Canada', ['ca-central-1', 'ca-west-1'], 'ca'],
  ['across Europe', ['eu-central-1', 'eu-north-1', 'eu-west-3'], 'eu'],
  ['within Japan', ['ap-northeast-1', 'ap-northeast-3'], 'jp'],
  ['within Australia', ['ap-southeast-2', 'ap-southeast-4'], 'au'],
  ['within India', ['ap-south-1', 'ap-south-2'], 'in'],
  ['across Asia and the Pacific', ['ap-northeast-1', 'ap-southeast-2', 'ap-south-1'], 'apac'],
  ['in the partition of the government', ['us-gov-east-1', 'us-gov-west-1'], 'us-gov'],
  ['around the world', ['us-east-1', ''], 'global'],
  ['as nobody has named yet', ['us-east-1', 'eu-west-1'], undefined],
])('a profile that routes %s', (_where, regions, geography) => {
  const modelId = modelOfProfile(inRegions(...regions)) ?? '';
  expect(modelId).toBe(geography === undefined ? SONNET : `${geography}.${SONNET}`);
  const parsed = parseModelId(modelId);
  expect([parsed.geography, parsed.baseId]).toEqual([geography, SONNET]);
});

test.each([
  ['nothing', []],
  ['what is no ARN', ['']],
  [
    'several models',
    [...inRegions('us-east-1'), 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0'],
  ],
  ['opaque ARNs', ['arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456']],
])('%s tells no model', (_what, arns) => {
  expect(modelOfProfile(arns)).toBeUndefined();
});
