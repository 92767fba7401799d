/**
 * The model behind an inference profile, as the profile lists it: one ARN for each region it may route to. Their
 * regions tell the geography, which an application's profile does not name although its price depends on it.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
import { parseModelId } from './model_id';

const REGION = /^arn:[\w-]+:bedrock:([a-z0-9-]*):/;

/** Regions of the profiles that stay within less than their part of the world; others of it make the wider one. */
const NARROW: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['jp', new Set(['ap-northeast-1', 'ap-northeast-3'])],
  ['au', new Set(['ap-southeast-2', 'ap-southeast-4', 'ap-southeast-6'])],
  ['in', new Set(['ap-south-1', 'ap-south-2'])],
];
const WIDE: readonly (readonly [string, RegExp])[] = [
  ['us-gov', /^us-gov-/],
  ['ca', /^ca-/],
  ['sa', /^sa-/],
  ['eu', /^eu-/],
  ['apac', /^ap-/],
  // Also reached from Canada and back.
  ['us', /^(us|ca)-/],
];

function geographyOf(regions: readonly string[]): string | undefined {
  // An ARN without a region: wherever there is room.
  if (regions.includes('')) return 'global';
  if (regions.length < 2) return undefined;
  const narrow = NARROW.find(([, among]) => regions.every((region) => among.has(region)));
  const wide = WIDE.find(([, pattern]) => regions.every((region) => pattern.test(region)));
  return (narrow ?? wide)?.[0];
}

/**
 * @param modelArns ARNs of foundation models, of one model in several regions
 * @returns a readable id, with its geography where the profile routes across regions; undefined where the ARNs tell
 * no model, or several
 */
export function modelOfProfile(modelArns: readonly string[]): string | undefined {
  const baseIds = new Set(modelArns.map((arn) => parseModelId(arn).baseId));
  const [baseId] = baseIds;
  if (baseIds.size !== 1 || baseId === undefined) return undefined;
  const regions = [...new Set(modelArns.map((arn) => REGION.exec(arn)?.[1] ?? ''))];
  const geography = geographyOf(regions);
  return geography === undefined ? baseId : `${geography}.${baseId}`;
}
