/**
 * What the end-to-end tests run against, as the set-up left it: the host under test, its OpenSearch and the AWS that
 * its collector reads. Handed from the set-up to the test files through the environment, because Jest gives every
 * file a world of its own.
 */
import { z } from 'zod';
import { type PluginApi, pluginApi } from '../../dev/plugin_api';
import { openSearchClient } from '../../dev/opensearch/client';
import type { OpenSearch } from '../../server/storage/opensearch';

const VARIABLE = 'BEDROCK_END_TO_END';

const Surroundings = z.object({
  /** Of the host, with base path, without a slash at the end. */
  url: z.string(),
  openSearch: z.object({
    url: z.string(),
    credentials: z.object({ username: z.string(), password: z.string() }).optional(),
  }),
  awsUrl: z.string(),
  /** Of the sample traffic. */
  seed: z.string(),
  /** Whole hours of sample traffic that are stored completely, `[from, to)` in epoch milliseconds. */
  complete: z.object({ from: z.number(), to: z.number() }),
  /** Value of the `cookie` header of a session, where the host asks for a login. */
  cookie: z.string().optional(),
});
export type Surroundings = z.infer<typeof Surroundings>;

export function announce(surroundings: Surroundings): void {
  process.env[VARIABLE] = JSON.stringify(surroundings);
}

export function surroundings(): Surroundings {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error('the set-up of the end-to-end tests has not run');
  return Surroundings.parse(JSON.parse(text));
}

/** The plugin's own routes, asked as the person who is logged in. */
export function apiOf({ url, cookie }: Pick<Surroundings, 'url' | 'cookie'>): PluginApi {
  return pluginApi(url, cookie === undefined ? {} : { cookie });
}

export const openSearchOf = ({ openSearch }: Surroundings): OpenSearch => openSearchClient(openSearch);
