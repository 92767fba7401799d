/**
 * `npx tsx scripts/settings_doc.ts`: writes docs/integrations.md and docs/collector-settings.md from the schemas that
 * parse them, so that the pages can never say anything else than what is accepted.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundles/layout';
import { type Key, type Variant, ZodSource } from './schema_doc/zod_source';

export const INTEGRATIONS_PAGE = join(root, 'docs', 'integrations.md');
export const COLLECTOR_PAGE = join(root, 'docs', 'collector-settings.md');

const SECRET = 'Secret.';
const source = new ZodSource();

export const integrationKeys = (): Key[] =>
  source
    .keysOf(join(root, 'common/integrations/definition.ts'), 'IntegrationDefinition')
    // Nobody writes these by hand.
    .filter(({ path }) => !path.startsWith('intents') && path !== 'managed_by');

export const collectorKeys = (): Key[] =>
  source.keysOf(join(root, 'server/headless/collector_file_schema.ts'), 'CollectorFile');

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function row({ path, type = '', fallback, needed, meaning, variants }: Key): string {
  const isGroup = type === '' && variants === undefined;
  const value =
    fallback !== undefined && variants === undefined ? `\`${fallback}\`` : needed && !isGroup ? 'needed' : '';
  const kinds = variants?.map((variant) => `\`${variant.value}\``).join(', ') ?? '';
  const form = variants === undefined ? type : `one of the forms ${kinds}, see below`;
  return `| ${[`\`${path}\``, form, value, meaning].map(cell).join(' | ')} |`;
}

const table = (keys: readonly Key[]): string =>
  ['| key | type | default | meaning |', '| --- | --- | --- | --- |', ...keys.map(row)].join('\n');

const formsOf = (keys: readonly Key[], path: string): readonly Variant[] =>
  keys.find((key) => key.path === path)?.variants ?? [];

const TITLES: Readonly<Record<string, string>> = {
  cloudwatch_logs: 'CloudWatch Logs',
  s3_notifications: 'S3 with a queue',
  s3_listing: 'S3 by listing',
};

const without = (path: string, { keys, by }: Variant): Key[] =>
  keys
    .filter((key) => key.path !== `${path}.${by}`)
    .map((key) => ({ ...key, path: key.path.slice(path.length + 1) }));

const meaningOf = (path: string, { keys, by }: Variant): string =>
  keys.find((key) => key.path === `${path}.${by}`)?.meaning ?? '';

const written = (from: string): string =>
  `Written by \`npx tsx scripts/settings_doc.ts\` from \`${from}\`; do not edit it by hand.`;

export function integrationsPage(): string {
  const keys = integrationKeys();
  const streams = formsOf(keys, 'streams.invocation_logs');
  const metrics = keys.filter(({ path }) => path.startsWith('streams.metrics.') && !path.endsWith('.*'));
  const trails = formsOf(keys, 'streams.cloudtrail');
  const credentials = formsOf(keys, 'credentials');
  return `# Integrations

${written('common/integrations/')}

An integration is one AWS account, its regions, how its logs are delivered, and how content is treated. It is set up in
Dashboards or through its API (as JSON), or stands in the file of a \`bedrock-collector\` (as YAML, see
[operations.md](operations.md)): the keys are the same. An unknown key is an error. Durations are seconds.

Choose the source by how Bedrock's model invocation logging delivers: to CloudWatch Logs, or to S3. From S3 a queue is
better than listing: it scales out, and a new object is read at once. What the identity needs at AWS for each is in
[permissions.md](permissions.md); \`bedrock-collector check\` tries it.

## Every integration

${table(keys.filter((key) => !metrics.includes(key)))}

## Credentials

Secrets are never part of an integration. What an administrator allows at all is bounded in the configuration
(\`allowed\`).

${credentials
  .map((form) => {
    const own = without('credentials', form);
    return `### \`type: ${form.value}\`

${meaningOf('credentials', form)}${own.length === 0 ? '' : `\n\n${table(own)}`}`;
  })
  .join('\n\n')}

${streams
  .map(
    (form) => `## ${TITLES[form.value] ?? form.value}: \`source: ${form.value}\`

${meaningOf('streams.invocation_logs', form)} Keys below \`streams.invocation_logs\`:

${table(without('streams.invocation_logs', form))}`,
  )
  .join('\n\n')}

## CloudWatch metrics

Read once for each region, all CloudWatch namespaces together. AWS charges for each statistic that is asked for, however
many points it has: \`bedrock-collector check\` says what a month comes to. Keys below \`streams.metrics\`:

${table(metrics.map((key) => ({ ...key, path: key.path.slice('streams.metrics.'.length) })))}

## CloudTrail

Who did what: events of Bedrock, from a trail that delivers to CloudWatch Logs, or to a bucket that is listed or whose
objects a queue tells of. Every trail has management events, which
hold the calls of models and every change of how Bedrock is set up; calls of agents, knowledge bases, flows, guardrails
and mantle are data events, which the trail has to select (\`AWS::Bedrock::AgentAlias\`, \`AWS::Bedrock::KnowledgeBase\`, …).
Only events of Bedrock in the integration's account and regions are kept, so the same trail may serve several
integrations. Who called, and with which outcome, is metadata; parameters, answers and error messages follow
\`content\`.

${trails
  .map(
    (form) => `### \`source: ${form.value}\`

${meaningOf('streams.cloudtrail', form)} Keys below \`streams.cloudtrail\`:

${table(without('streams.cloudtrail', form))}`,
  )
  .join('\n\n')}

## Examples

Three ways of delivery of one account, the first with its metrics and its trail, as they stand in the file of a collector:

\`\`\`yaml
${EXAMPLES.trim()}
\`\`\`
`;
}

/** Read by the tests with the schema itself. */
export const EXAMPLES = `
integrations:
  - id: production-logs
    name: Production
    account: { id: "111122223333", name: Production }
    regions: [us-east-1, eu-central-1]
    credentials:
      type: assume_role
      role_arn: arn:aws:iam::111122223333:role/bedrock-observability-reader
      external_id: \${EXTERNAL_ID:choose-a-long-one}
    content: none
    streams:
      invocation_logs:
        source: cloudwatch_logs
        log_group_name: /aws/bedrock/modelinvocations
      metrics:
        source: cloudwatch_metrics
      cloudtrail:
        source: cloudwatch_logs
        log_group_name: aws-cloudtrail-logs
        home_region: us-east-1

  - id: production-queue
    name: Production, from S3
    account: { id: "111122223333" }
    regions: [us-east-1]
    content: none
    streams:
      invocation_logs:
        source: s3_notifications
        queue_url: https://sqs.us-east-1.amazonaws.com/111122223333/bedrock-logs
        buckets: [production-bedrock-logs]

  - id: production-bucket
    name: Production, by listing
    account: { id: "111122223333" }
    regions: [us-east-1]
    content: none
    streams:
      invocation_logs:
        source: s3_listing
        bucket_arn: arn:aws:s3:::production-bedrock-logs
        start_timestamp: "2026-11-01T00:00:00Z"
`;

export function collectorPage(): string {
  const keys = collectorKeys();
  const secrets = keys.filter(({ meaning }) => meaning.startsWith(SECRET)).map(({ path }) => `\`${path}\``);
  return `# The collector's file

${written('server/headless/collector_file_schema.ts')}

One YAML file configures a \`bedrock-collector\`; how it is run is in [operations.md](operations.md). The keys are those of
the plugin in \`opensearch_dashboards.yml\` ([configuration.md](configuration.md)) without the \`bedrock.\` in front, except
that \`opensearch\` stands at the top; messages that name a key of Dashboards mean the one here. An unknown key is an error.
Durations are seconds. A change takes effect when the collector is started anew.

**Variables.** In values, \`\${NAME}\` and \`\${NAME:default}\` are replaced from the environment, after the file was parsed: what a
variable holds is never read as YAML. \`$\${\` stands for the characters \`\${\`. A variable that is not there and has no default
is an error; one that is set to nothing counts as set. Within \`{ }\` and \`[ ]\` such a value needs quotes.

**Secrets** belong into the environment, or into a file that only the collector may read. No message, log or metric ever
holds one:

${secrets.map((key) => `- ${key}`).join('\n')}

**Problems** are told all at once, each with its line, its key and what is wrong, never with a value; the exit code is 2.

| key | type | default | meaning |
| --- | --- | --- | --- |
${keys.map(row).join('\n')}
`;
}

if (require.main === module) {
  writeFileSync(INTEGRATIONS_PAGE, integrationsPage());
  writeFileSync(COLLECTOR_PAGE, collectorPage());
}
