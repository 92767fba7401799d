/** `bedrock-collector check`: tries everything that collecting takes, without changing anything, and names what is missing. */
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { writtenKinds } from '../storage/partition_plan';
import { createAwsClients } from '../aws/clients';
import { readDefinitions } from '../collection/definitions/definitions';
import { Failure } from '../failure';
import { checkDefinition } from '../headless/check/aws_checks';
import type { Finding } from '../headless/check/finding';
import { checkOpenSearch } from '../headless/check/opensearch_checks';
import { type CollectorContext, CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';
import { table } from './table';

export const checkCommand: Command = {
  name: 'check',
  summary: 'try every right that is needed, changing nothing, and name what is missing',
  usage: 'check --config <file> [--integration <id>]',
  help: `Tries each action at AWS and each right in OpenSearch that the integrations of the file and of the index take. Reads
one record at most of each place and takes no message from a queue; what cannot be tried without changing something is
said to be untried, and rights without which collection goes on are said to be optional. Ends with 3 where something is missing, with 1 where something could not be reached.

--integration   only this one`,
  run(args, program) {
    const { values } = parseOptions(args, { ...CONFIG_OPTION, integration: { type: 'string' } });
    return withCollector(needed(values.config, 'config'), program, async (context) => {
      const sections = await check(context, values.integration);
      await program.write(`${sections.map(pageOf).join('\n\n')}\n\n${verdictOf(sections)}\n`);
      return exitCodeOf(sections.flatMap(({ findings }) => findings));
    });
  },
};

interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

async function check(
  { file, openSearch, options }: CollectorContext,
  only: string | undefined,
): Promise<Section[]> {
  const fromFile = file.integrations ?? [];
  const ofIndex = await definitionsOfIndex(openSearch);
  const definitions = [
    ...fromFile,
    ...ofIndex.filter(({ id, enabled }) => enabled && !fromFile.some((one) => one.id === id)),
  ].filter(({ id }) => only === undefined || id === only);
  const store = await checkOpenSearch(openSearch, {
    written:
      definitions.length > 0
        ? definitions.map((definition) => ({
            namespace: definition.namespace,
            kinds: writtenKinds(definition),
          }))
        : [
            {
              namespace: 'default',
              kinds: writtenKinds({ content: 'none', streams: {} }, ['invocation_logs']),
            },
          ],
    writesDefinitions: file.integrations !== undefined,
    now: Date.now(),
  });
  const sections: Section[] = [{ title: 'OpenSearch', findings: store }];
  const clients = createAwsClients(options.aws, Date.now);
  try {
    for (const definition of definitions) {
      const findings = await checkDefinition(definition, {
        clients,
        allowed: options.aws.allowed,
        now: Date.now,
      });
      sections.push({ title: `Integration ${definition.id}`, findings });
    }
  } finally {
    clients.close();
  }
  return sections;
}

/** None where they cannot be read: what OpenSearch lacks is found by itself. */
async function definitionsOfIndex(
  openSearch: CollectorContext['openSearch'],
): Promise<IntegrationDefinition[]> {
  try {
    return (await readDefinitions(openSearch)).flatMap(({ parsed }) =>
      parsed.ok ? [parsed.definition] : [],
    );
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

const WORDS: Readonly<Record<Finding['result'], string>> = {
  ok: 'ok',
  missing: 'MISSING',
  failed: 'FAILED',
  untried: 'untried',
  optional: 'optional',
};

const pageOf = ({ title, findings }: Section): string =>
  [
    `${title}:`,
    ...table(
      ['', 'what', 'on', ''],
      findings.map(({ what, on, result, detail = '' }) => [WORDS[result], what, on, detail]),
    ).slice(1),
  ].join('\n');

const countOf = (findings: readonly Finding[], result: Finding['result']): number =>
  findings.filter((one) => one.result === result).length;

function verdictOf(sections: readonly Section[]): string {
  const findings = sections.flatMap((section) => section.findings);
  const missing = countOf(findings, 'missing');
  const unreached = countOf(findings, 'failed');
  const optional = countOf(findings, 'optional');
  const without =
    optional === 0 ? '' : ` ${optional} optional ${optional === 1 ? 'right is' : 'rights are'} not there.`;
  if (missing + unreached === 0)
    return `Nothing is missing (${countOf(findings, 'untried')} could not be tried).${without}`;
  return `${missing} missing, ${unreached} failed, ${countOf(findings, 'untried')} could not be tried.${without}`;
}

const exitCodeOf = (findings: readonly Finding[]): number =>
  countOf(findings, 'missing') > 0
    ? EXIT.needsPerson
    : countOf(findings, 'failed') > 0
      ? EXIT.failed
      : EXIT.ok;
