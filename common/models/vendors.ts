/**
 * Who makes the models Bedrock serves, and where a system inference profile may route a call: the two prefixes
 * of a model id. Known names only help to tell the two apart; an unknown vendor or geography still parses.
 */

/** Vendor prefixes of model ids (Bedrock user guide, supported models; several vendors use two). */
const VENDOR_BY_PREFIX: ReadonlyMap<string, string> = new Map([
  ['ai21', 'ai21'],
  ['amazon', 'amazon'],
  ['anthropic', 'anthropic'],
  ['cohere', 'cohere'],
  ['deepseek', 'deepseek'],
  ['google', 'google'],
  ['luma', 'luma'],
  ['meta', 'meta'],
  ['minimax', 'minimax'],
  ['mistral', 'mistral'],
  ['moonshot', 'moonshot'],
  ['moonshotai', 'moonshot'],
  ['nvidia', 'nvidia'],
  ['openai', 'openai'],
  ['qwen', 'qwen'],
  ['stability', 'stability'],
  ['twelvelabs', 'twelvelabs'],
  ['writer', 'writer'],
  ['xai', 'xai'],
  ['zai', 'zai'],
]);

/** Prefixes of system inference profiles (Bedrock user guide, cross-region inference). */
const GEOGRAPHIES: ReadonlySet<string> = new Set([
  'apac',
  'au',
  'ca',
  'eu',
  'global',
  'in',
  'jp',
  'sa',
  'us',
  'us-gov',
]);

/** What a geography nobody knows yet would look like: the code of a country (`mx`, `us-gov`) in front of a vendor and a name. */
const COUNTRY = /^[a-z]{2}(-[a-z]+)?$/;
const VENDOR_LIKE = /^[a-z][a-z0-9]{2,}$/;

export const isVendorPrefix = (prefix: string): boolean => VENDOR_BY_PREFIX.has(prefix);

/**
 * Whether `prefix` says where a call may be routed, in an id that goes on with `next` and a further dot. Vendors
 * come before geographies: a name may have dots of its own (`deepseek.v3.2`).
 */
export const isGeographyBefore = (prefix: string, next: string): boolean =>
  !isVendorPrefix(prefix) &&
  (GEOGRAPHIES.has(prefix) || isVendorPrefix(next) || (COUNTRY.test(prefix) && VENDOR_LIKE.test(next)));

/** One name per vendor, whichever prefix its ids carry; an unknown prefix is its own name. */
export const vendorOf = (prefix: string): string => VENDOR_BY_PREFIX.get(prefix) ?? prefix;
