/**
 * `npm run host-config`: the yml that an OpenSearch Dashboards with the plugin needs to read the sample estate, for
 * running the end-to-end suite against it. Where OpenSearch and the local AWS are is taken from the variables that the
 * suite takes; stdout is the yml alone, so that it can be appended to a file.
 */
import { hostSettings } from './host_settings';
import { parseOpenSearchUrl } from './opensearch/connect';
import { SetupProblem } from './process/setup_problem';
import { sampleCredentials } from './sample_estate';

const DEFAULT_OPENSEARCH = 'http://127.0.0.1:9200';
const DEFAULT_AWS = 'http://127.0.0.1:4566';

/**
 * The settings as yml, one dotted key a line.
 * @throws SetupProblem for an address that is none
 */
export function hostConfig(env: NodeJS.ProcessEnv): string {
  const openSearch = parseOpenSearchUrl(env['OPENSEARCH_URL'] || DEFAULT_OPENSEARCH);
  const { credentials } = openSearch;
  const settings: Record<string, unknown> = {
    'server.host': '127.0.0.1',
    'opensearch.hosts': [openSearch.url],
    ...(credentials && {
      'opensearch.username': credentials.username,
      'opensearch.password': credentials.password,
      // The collector writes data, which the host's own user may not do under the security plugin.
      'bedrock.collector.opensearch.username': credentials.username,
      'bedrock.collector.opensearch.password': credentials.password,
    }),
    ...hostSettings({ url: awsAddress(env['AWS_ENDPOINT_URL']), credentials: sampleCredentials() }),
  };
  // JSON is yml: quoted, so that nothing in a password means anything.
  return Object.entries(settings)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** @throws SetupProblem `aws_endpoint` */
function awsAddress(text: string | undefined): string {
  const url = URL.canParse(text || DEFAULT_AWS) ? new URL(text || DEFAULT_AWS) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new SetupProblem(
    'aws_endpoint',
    'AWS_ENDPOINT_URL is not a web address.',
    'Name the local AWS, for example http://127.0.0.1:4566, or leave it out.',
  );
}

if (require.main === module) {
  try {
    process.stdout.write(hostConfig(process.env));
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
}
