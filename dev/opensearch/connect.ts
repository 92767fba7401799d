/**
 * An OpenSearch that is already running (`OPENSEARCH_URL`, `--opensearch <url>`), checked before anything builds on
 * it: it answers, lets us in, is an OpenSearch, and is new enough. Credentials in the address's user part are taken
 * out at once and never printed.
 */
import { z } from 'zod';
import { OpenSearchUnreachable, type OpenSearch } from '../../server/storage/opensearch';
import { SetupProblem } from '../process/setup_problem';
import { openSearchClient, type OpenSearchAddress } from './client';

/** The oldest that OpenSearch Dashboards 2.19 works with, and that the integration tests have run against. */
export const MINIMUM_VERSION = '2.19.0';

export interface OpenSearchConnection extends OpenSearchAddress {
  readonly version: string;
  readonly client: OpenSearch;
}

const infoSchema = z.object({
  version: z.object({ number: z.string(), distribution: z.string().optional() }),
});

/**
 * @param options.ca PEM to trust; NODE_EXTRA_CA_CERTS works as well
 * @throws SetupProblem `opensearch_unreachable`, `opensearch_unauthorised`, `not_opensearch`, `opensearch_too_old`
 */
export async function connectOpenSearch(
  url: string,
  options: { readonly ca?: string; readonly timeoutMs?: number } = {},
): Promise<OpenSearchConnection> {
  const address = { ...parseOpenSearchUrl(url), ca: options.ca };
  const client = openSearchClient(address);
  const { statusCode, body } = await client
    .request({ method: 'GET', path: '/', timeoutMs: options.timeoutMs ?? 10_000 })
    .catch((error: unknown) => {
      if (error instanceof OpenSearchUnreachable) throw unreachable(address.url, error);
      throw error;
    });
  if (statusCode === 401 || statusCode === 403) {
    throw new SetupProblem(
      'opensearch_unauthorised',
      `OpenSearch at ${address.url} does not let ${address.credentials ? 'this user' : 'anonymous users'} in (${statusCode}).`,
      'Put a user with the right to read cluster information into the address: http(s)://<user>:<password>@<host>:<port>',
    );
  }
  const info = infoSchema.safeParse(body);
  if (statusCode !== 200 || !info.success || info.data.version.distribution !== 'opensearch') {
    throw new SetupProblem(
      'not_opensearch',
      `What answers at ${address.url} is not an OpenSearch (status ${statusCode}).`,
      'Check host, port and path of the address, and http against https.',
    );
  }
  const version = info.data.version.number;
  if (compareVersions(version, MINIMUM_VERSION) < 0) {
    throw new SetupProblem(
      'opensearch_too_old',
      `OpenSearch at ${address.url} is ${version}; ${MINIMUM_VERSION} or later is needed.`,
      'Upgrade it, or name another one. Without --opensearch an embedded one is started.',
    );
  }
  return { ...address, version, client };
}

/** @throws SetupProblem `opensearch_unreachable`; the message never repeats what was given, which may hold a password */
export function parseOpenSearchUrl(text: string): OpenSearchAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new SetupProblem(
      'opensearch_unreachable',
      'The address of OpenSearch is not a web address.',
      'Give it as http(s)://[<user>:<password>@]<host>[:<port>]; special characters of a password percent-encoded.',
    );
  }
  const credentials = url.username
    ? { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
    : undefined;
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, credentials };
}

/** Negative when `a` is older. Suffixes such as `-SNAPSHOT` do not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('-')[0]?.split('.').map(Number) ?? []);
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function unreachable(url: string, cause: OpenSearchUnreachable): SetupProblem {
  const untrusted = /certificate|self-signed/i.test(cause.message);
  return new SetupProblem(
    'opensearch_unreachable',
    untrusted ? `The certificate of OpenSearch at ${url} is not trusted.` : `There is ${cause.message}`,
    untrusted
      ? 'Name the authority that signed it: NODE_EXTRA_CA_CERTS=<its PEM file>'
      : 'Check that it runs and that host, port and http or https are right. Without --opensearch an embedded one is started.',
    { cause },
  );
}
