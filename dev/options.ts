/**
 * The options of `npm start`, checked before anything is started: a wrong option is told at once, not after
 * a minute of downloads.
 */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { root } from '../scripts/bundles/layout';

export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export interface StartOptions {
  readonly port: number;
  readonly openSearchPort: number;
  readonly awsPort: number;
  readonly dataDir: string;
  /** An existing OpenSearch instead of the embedded one; may hold credentials, so it is never printed. */
  readonly openSearchUrl: string | undefined;
  /** A real AWS account instead of the local AWS. */
  readonly aws: { readonly region: string; readonly logGroup: string } | undefined;
  readonly content: 'full' | 'redacted' | 'none';
  readonly live: boolean;
  /** Of the sample traffic; the workload's own default where it is not given. */
  readonly seed: string | undefined;
  readonly basePath: string;
  readonly help: boolean;
}

export const USAGE = `npm start -- [options]

  --port N               the page, default 5601
  --opensearch-port N    the embedded OpenSearch, default 9200
  --aws-port N           the local AWS, default 4566
  --data-dir DIR         what is kept between starts, default .data
  --opensearch URL       use this OpenSearch instead of the embedded one (or OPENSEARCH_URL)
  --aws                  read a real AWS account with the credentials of this shell; needs
    --region R           its region
    --log-group NAME     the log group of Bedrock's model invocation logging
  --content MODE         full, redacted or none: what is kept of prompts and answers
                         (default: full for sample traffic, none with --aws)
  --no-live              the past week only, no new traffic
  --seed TEXT            another week of sample traffic
  --base-path PATH       serve under a path, for example /dashboards
`;

export function parseStartOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values } = parse(args);
  const useAws = values.aws === true;
  if (!useAws && (values.region !== undefined || values['log-group'] !== undefined)) {
    throw new OptionError('--region and --log-group go with --aws');
  }
  if (useAws && (values.region === undefined || values['log-group'] === undefined)) {
    throw new OptionError('--aws needs --region and --log-group');
  }
  return {
    port: port('--port', values.port ?? '5601'),
    openSearchPort: port('--opensearch-port', values['opensearch-port'] ?? '9200'),
    awsPort: port('--aws-port', values['aws-port'] ?? '4566'),
    dataDir: resolve(root, values['data-dir'] ?? '.data'),
    openSearchUrl: openSearchUrl(values.opensearch ?? env['OPENSEARCH_URL']),
    aws: useAws ? { region: values.region ?? '', logGroup: values['log-group'] ?? '' } : undefined,
    content: contentMode(values.content ?? (useAws ? 'none' : 'full')),
    live: values['no-live'] !== true,
    seed: values.seed,
    basePath: basePath(values['base-path'] ?? ''),
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        'opensearch-port': { type: 'string' },
        'aws-port': { type: 'string' },
        'data-dir': { type: 'string' },
        opensearch: { type: 'string' },
        aws: { type: 'boolean' },
        region: { type: 'string' },
        'log-group': { type: 'string' },
        content: { type: 'string' },
        'no-live': { type: 'boolean' },
        seed: { type: 'string' },
        'base-path': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function port(option: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 65_535)
    throw new OptionError(`${option} takes a port from 1 to 65535`);
  return value;
}

function openSearchUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new OptionError('--opensearch takes a URL, for example http://localhost:9200');
  }
  return url.href.replace(/\/$/, '');
}

function contentMode(text: string): StartOptions['content'] {
  if (text === 'full' || text === 'redacted' || text === 'none') return text;
  throw new OptionError('--content takes full, redacted or none');
}

function basePath(text: string): string {
  if (text === '' || /^(\/[\w.-]+)+$/.test(text)) return text;
  throw new OptionError('--base-path starts with a slash and does not end with one');
}
