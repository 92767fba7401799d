/**
 * The collector's own connection to OpenSearch. TLS is verified against the system's authorities or the one that is
 * configured; there is no setting to look away, since what travels here is content and a password. Nothing is sent
 * twice by the client: whoever asks knows whether a request may be repeated.
 */
import { readFileSync } from 'node:fs';
import { Client } from '@opensearch-project/opensearch';
import { adaptClient } from '../storage/client_adapter';
import type { OpenSearch } from '../storage/opensearch';
import type { OpenSearchSettings } from './collector_file_schema';

export interface OpenSearchConnection {
  readonly openSearch: OpenSearch;
  close(): Promise<void>;
}

/** Throws where a file of certificates cannot be read or is none. */
export function connectOpenSearch(settings: OpenSearchSettings): OpenSearchConnection {
  const { hosts, username, password, request_timeout: timeout, compression } = settings;
  const client = new Client({
    nodes: [...hosts],
    ...(username === undefined ? {} : { auth: { username, password: password ?? '' } }),
    ssl: {
      ...fileAt('ca', settings.ca_file),
      ...fileAt('cert', settings.client_certificate_file),
      ...fileAt('key', settings.client_key_file),
    },
    ...(compression ? { compression: 'gzip' as const } : {}),
    maxRetries: 0,
    requestTimeout: timeout * 1_000,
    // A node that failed is asked again after a while, not with pings of its own, which the collector has no right to.
    resurrectStrategy: 'optimistic',
    sniffOnStart: false,
  });
  return {
    openSearch: adaptClient(client, { timeoutMs: timeout * 1_000 }),
    close: () => client.close(),
  };
}

const fileAt = (key: 'ca' | 'cert' | 'key', path: string | undefined) =>
  path === undefined ? {} : { [key]: readFileSync(path) };
