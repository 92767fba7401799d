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

export const isVendorPrefix = (prefix: string): boolean => VENDOR_BY_PREFIX.has(prefix);

export const isGeography = (prefix: string): boolean => GEOGRAPHIES.has(prefix);

/** One name per vendor, whichever prefix its ids carry; an unknown prefix is its own name. */
export const vendorOf = (prefix: string): string => VENDOR_BY_PREFIX.get(prefix) ?? prefix;
