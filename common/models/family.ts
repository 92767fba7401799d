/**
 * A model id without what changes from release to release: context size, throughput, version and date.
 * `anthropic.claude-sonnet-4-5-20250929-v1:0` is of the family `claude-sonnet-4-5`.
 */

/** Everything from the first colon: `:0`, `:0:300k`. */
const AFTER_COLON = /:.*$/;
const VERSION = /-v\d+(-\d+)?$/;
/** `gpt-oss-120b-1:0` counts versions without a `v`. Only before a colon: `claude-opus-4-8` ends in its name. */
const BARE_VERSION = /-\d$/;
const DATE = /-20\d{6}$/;

/** @param name the id without geography and vendor, for example `claude-3-haiku-20240307-v1:0` */
export function familyOf(name: string): string {
  const bare = name.replace(AFTER_COLON, '');
  let family = bare.replace(VERSION, '');
  if (family === bare && bare !== name) family = bare.replace(BARE_VERSION, '');
  return family.replace(DATE, '');
}
