/**
 * `npx tsx scripts/data_model.ts`: writes docs/data-model.md from the field catalogues, so that the page can
 * never say anything else than what is stored.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUDTRAIL_FIELDS } from '../common/documents/cloudtrail_fields';
import { CONTENT_FIELDS } from '../common/documents/content_fields';
import type { Field } from '../common/documents/field';
import { INVOCATION_FIELDS } from '../common/documents/invocation_fields';
import { metricFields } from '../common/documents/metric_fields';
import { REJECTED_FIELDS } from '../common/documents/rejected_fields';
import { METRIC_NAMESPACES } from '../common/metrics/catalogue';
import { INDEX_PREFIX } from '../common/plugin';

export const DATA_MODEL_PAGE = join(__dirname, '..', 'docs', 'data-model.md');

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ name, type, unit, meaning, origin }: Field): string =>
  `| ${[`\`${name}\``, type, unit ?? '', meaning, origin].map(cell).join(' | ')} |`;

const table = (fields: readonly Field[]): string =>
  [
    '| field | type | unit | meaning | from |',
    '| --- | --- | --- | --- | --- |',
    ...[...fields].sort((one, other) => (one.name < other.name ? -1 : 1)).map(row),
  ].join('\n');

export function dataModelPage(): string {
  return `# Data model

Written by \`npx tsx scripts/data_model.ts\` from \`common/documents\`; do not edit it by hand.

Names follow Elastic's \`aws_bedrock\` integration and the Elastic Common Schema where they exist, and OpenTelemetry's
\`gen_ai.*\` where the two do not collide. Values that are not known are left out; 0 and false are known. Mappings are
\`dynamic: false\`: the number of fields never grows with traffic.

The type \`stored_text\` is stored and never searched. What stands under "from" is a path of the record (a model
invocation log, a CloudTrail event), or who adds the value.

## Invocations: \`${INDEX_PREFIX.invocation}-<namespace>-<partition>\`

One document per model invocation. Nothing that people wrote or models answered.

${table(INVOCATION_FIELDS)}

## Content: \`${INDEX_PREFIX.content}-<namespace>-<partition>\`

What people wrote and models answered, under the id of the invocation, unless its integration keeps no content. The
facets of the invocation are repeated, so that a text search is answered from here alone. Base64 media are replaced by
\`{ media_type, bytes, sha256 }\`, embedding vectors by \`{ dimensions }\`. Parameters and answers of CloudTrail events lie
here too, under the id of the event; \`event.dataset\` tells the two apart.

${table(CONTENT_FIELDS)}

## CloudTrail events: \`${INDEX_PREFIX.cloudtrail}-<namespace>-<partition>\`

One document per event of Bedrock that a trail delivered: who did what, from where, and whether it was let through.
\`aws.cloudtrail.request_id\` is the \`event.id\` of the invocation that the call was. Parameters, answers and error messages
hold what people wrote, and are content.

${table(CLOUDTRAIL_FIELDS)}

${METRIC_NAMESPACES.map(
  (namespace) => `## ${namespace.meaning}: \`${INDEX_PREFIX[namespace.name]}-<namespace>-<partition>\`

CloudWatch namespace \`${namespace.cloudwatch}\`. One document for each exact set of dimensions and period. One call counts in
several sets, so that only documents of one \`aws.cloudwatch.dimension_set\` and one \`aws.cloudwatch.period\` may be added up.

${table(metricFields(namespace))}`,
).join('\n\n')}

## Rejected records: \`${INDEX_PREFIX.rejected}-<namespace>-<partition>\`

A pointer to a record that could not become a document, and why. Never its text.

${table(REJECTED_FIELDS)}
`;
}

if (require.main === module) writeFileSync(DATA_MODEL_PAGE, dataModelPage());
