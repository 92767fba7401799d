/**
 * A model id without what changes from release to release: context size, throughput, Bedrock's version, date, and
 * the tuning that all served models share. `anthropic.claude-sonnet-4-5-20250929-v1:0` is of the family
 * `claude-sonnet-4-5`, `meta.llama3-3-70b-instruct-v1:0` of `llama3-3-70b`. What tells generations apart stays:
 * `titan-embed-text-v2` costs a fifth of `titan-embed-text`.
 */

/** Everything from the first colon: `:0`, `:0:300k`. */
const AFTER_COLON = /:.*$/;
const VERSION = /-v\d+(-\d+)*$/;
/** The first release of a name; a later number without a date is the name of a generation. */
const FIRST_VERSION = /-v[01]$/;
/** `gpt-oss-120b-1:0` counts versions without a `v`. Only before a colon: `claude-opus-4-8` ends in its name. */
const BARE_VERSION = /-\d$/;
const DATE = /-20\d{6}$/;
const TUNING = /-(instruct|chat|it)$/;
/** `deepseek.r1`, `deepseek.v3.2`: a number that says nothing without its vendor. */
const MERE_NUMBER = /^[a-z]\d[\d.]*$/;

/**
 * @param name the id without geography and vendor, for example `claude-3-haiku-20240307-v1:0`
 * @param vendorPrefix as the id has it; a name that is a mere number is put behind it
 */
export function familyOf(name: string, vendorPrefix?: string): string {
  const bare = name.replace(AFTER_COLON, '');
  const versionless = bare.replace(VERSION, '');
  let family = DATE.test(versionless) ? versionless : bare.replace(FIRST_VERSION, '');
  if (versionless === bare && bare !== name) family = bare.replace(BARE_VERSION, '');
  family = family.replace(DATE, '').replace(TUNING, '');
  return vendorPrefix !== undefined && MERE_NUMBER.test(family) ? `${vendorPrefix}-${family}` : family;
}
