/**
 * The index templates of collected data, made from the field catalogue. They carry a version, so that an older
 * collector never undoes a newer one, and a mark by which our templates and indices are told from foreign ones.
 * A foreign template that would win on our names is found before anything is written.
 */
import * as z from 'zod/mini';
import {
  cloudTrailMapping,
  contentMapping,
  invocationMapping,
  metricMapping,
  rejectedMapping,
} from '../../common/documents/mappings';
import { METRIC_NAMESPACES } from '../../common/metrics/catalogue';
import { type Dataset, INDEX_PATTERN, INDEX_PREFIX } from '../../common/plugin';
import { needsPerson } from '../failure';
import type { JsonObject } from '../transforms/outcome';
import { expectAnswer } from './answers';
import type { OpenSearch } from './opensearch';

export const OWNER = 'bedrock-observability';
const TEMPLATE_VERSION = 4;
/** Above the 100 to 200 that vendors use for `logs-*-*`. */
const PRIORITY = 500;
/** Asked what would apply to it, and never created. */
const IMPOSSIBLE_PARTITION = '0000.00';
const NEEDS = 'cluster permissions indices:admin/index_template/{get,put,simulate_index}';

interface IndexTemplate {
  readonly name: string;
  readonly pattern: string;
  readonly prefix: string;
  readonly settings: JsonObject;
  readonly mapping: JsonObject;
}

const settings = (refreshInterval: string, more: JsonObject = {}): JsonObject => ({
  number_of_shards: 1,
  auto_expand_replicas: '0-1',
  refresh_interval: refreshInterval,
  ...more,
});

const template = (
  dataset: Dataset,
  mapping: JsonObject,
  own: JsonObject = settings('5s'),
): IndexTemplate => ({
  name: `bedrock-${dataset}`,
  pattern: INDEX_PATTERN[dataset],
  prefix: INDEX_PREFIX[dataset],
  settings: own,
  mapping,
});

const TEMPLATES: readonly IndexTemplate[] = [
  template('invocation', invocationMapping),
  // Long texts that are written once and read rarely.
  template('content', contentMapping, settings('10s', { codec: 'best_compression' })),
  template('cloudtrail', cloudTrailMapping, settings('30s')),
  template('rejected', rejectedMapping),
  ...METRIC_NAMESPACES.map((namespace) =>
    template(namespace.name, metricMapping(namespace), settings('30s')),
  ),
];

const Installed = z.object({
  index_templates: z.array(
    z.object({
      name: z.string(),
      index_template: z.looseObject({
        index_patterns: z.array(z.string()),
        priority: z._default(z.number(), 0),
        version: z._default(z.number(), 0),
        _meta: z.optional(z.looseObject({ owner: z.optional(z.string()) })),
      }),
    }),
  ),
});
type InstalledTemplate = z.infer<typeof Installed>['index_templates'][number];

const Simulated = z.object({
  template: z.object({
    mappings: z.optional(
      z.looseObject({ _meta: z.optional(z.looseObject({ owner: z.optional(z.string()) })) }),
    ),
  }),
});

/**
 * Puts our templates where they are missing or older, and makes sure that they win on the indices of `namespace`.
 * Returns whether any had to be put. Rejects with a `Failure`.
 */
export async function installTemplates(openSearch: OpenSearch, namespace: string): Promise<boolean> {
  const answer = await expectAnswer(
    openSearch,
    { method: 'GET', path: '/_index_template' },
    { doing: 'list index templates', needs: NEEDS },
  );
  const installed = Installed.parse(answer.body).index_templates;
  let anyPut = false;
  for (const template of TEMPLATES) {
    const sample = `${template.prefix}-${namespace}-${IMPOSSIBLE_PARTITION}`;
    refuseRivals(template, sample, installed);
    const ours = installed.find(({ name }) => name === template.name);
    if (ours === undefined || ours.index_template.version < TEMPLATE_VERSION) {
      await put(openSearch, template);
      anyPut = true;
    }
    await checkThatItWins(openSearch, template, sample);
  }
  return anyPut;
}

/** A template of the same name that is not ours, or one of another name that would win or tie. */
function refuseRivals(
  template: IndexTemplate,
  sample: string,
  installed: readonly InstalledTemplate[],
): void {
  for (const { name, index_template: other } of installed) {
    const isOurs = other._meta?.owner === OWNER;
    if (name === template.name ? isOurs : isOurs || other.priority < PRIORITY) continue;
    if (name === template.name || other.index_patterns.some((pattern) => covers(pattern, sample)))
      throw foreignTemplate(`“${name}” (priority ${other.priority})`, template.pattern);
  }
}

async function put(openSearch: OpenSearch, template: IndexTemplate): Promise<void> {
  await expectAnswer(
    openSearch,
    {
      method: 'PUT',
      path: `/_index_template/${template.name}`,
      body: {
        index_patterns: [template.pattern],
        priority: PRIORITY,
        version: TEMPLATE_VERSION,
        _meta: { owner: OWNER, version: TEMPLATE_VERSION },
        template: {
          settings: { index: template.settings },
          mappings: { ...template.mapping, _meta: { owner: OWNER, version: TEMPLATE_VERSION } },
        },
      },
    },
    { doing: `put the index template ${template.name}`, needs: NEEDS },
  );
}

/** The store's own answer to which template applies: patterns overlap in more ways than we can foresee. */
async function checkThatItWins(
  openSearch: OpenSearch,
  template: IndexTemplate,
  sample: string,
): Promise<void> {
  const answer = await expectAnswer(
    openSearch,
    { method: 'POST', path: `/_index_template/_simulate_index/${sample}` },
    { doing: `simulate an index of ${template.pattern}`, needs: NEEDS },
  );
  const simulated = Simulated.safeParse(answer.body);
  if (!simulated.success || simulated.data.template.mappings?._meta?.owner !== OWNER)
    throw foreignTemplate('An unknown one', template.pattern);
}

/** Whether an index pattern (`*` is its only wildcard) matches a name. */
function covers(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

const foreignTemplate = (which: string, pattern: string) =>
  needsPerson(
    'foreign_template',
    `A foreign index template applies to ${pattern}: ${which}.`,
    `Narrow its index patterns, give it a priority below ${PRIORITY}, or delete it.`,
  );
