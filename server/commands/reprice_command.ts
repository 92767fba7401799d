/** `bedrock-collector reprice`: gives what is stored the prices of today, without reading anything from AWS again. */
import type { Span } from '../../common/integrations/task';
import { askForSpan, removeSpan } from '../collection/definitions/intents';
import { PriceSettings } from '../collection/prices/price_settings';
import { estimateRepricing } from '../collection/repricing/estimate';
import { scopeOf } from '../collection/repricing/reprice_work';
import { describeCounts } from '../collection/runs/run_report';
import { transformContextOf } from '../collection/runs/transform_contexts';
import { askedSpan, inWords, SPAN_OPTIONS } from './asked_span';
import { type CollectorContext, CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';
import { namedDefinition } from './named_definition';
import type { Program } from './terminal';

export const repriceCommand: Command = {
  name: 'reprice',
  summary: 'give what is stored the prices of today',
  usage:
    'reprice --config <file> --integration <id> (--from <time> --to <time> [--id <name>] [--dry-run] | --remove <name>)',
  help: `For when prices were set or corrected, or models became known, after calls had been stored. Invocations of the
integration's account and regions get the prices that hold on their day now; those that say so already stay untouched,
and nothing is read from AWS again. --from is included, --to is not; both are ISO 8601 times or dates (UTC). Progress
and what it came to: bedrock-collector status.

--id        a name for it; without one it is named after its times
--dry-run   reads everything, writes nothing, and prints what would change
--remove    takes a re-pricing away; it stops within seconds, and what it changed stays`,
  run(args, program) {
    const { values } = parseOptions(args, {
      ...CONFIG_OPTION,
      integration: { type: 'string' },
      ...SPAN_OPTIONS,
      remove: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    });
    const config = needed(values.config, 'config');
    const integration = needed(values.integration, 'integration');
    if (values.remove !== undefined) return remove(config, program, integration, values.remove);
    const span = askedSpan(values);
    return withCollector(config, program, (context) =>
      values['dry-run'] === true
        ? tell(integration, span, context, program)
        : reprice(integration, span, context, program),
    );
  },
};

async function reprice(
  integration: string,
  span: Span,
  { openSearch }: CollectorContext,
  program: Program,
): Promise<number> {
  const { definition } = await namedDefinition(openSearch, integration);
  const asked = inWords(span);
  await askForSpan(openSearch, integration, 'repricing', asked);
  const isHeld = !definition.enabled || definition.intents.paused;
  await program.write(
    `${titleOf(integration, span)}\n` +
      (isHeld
        ? 'The integration rests: collectors begin once it goes on.\n'
        : `Collectors begin within seconds; “bedrock-collector status” tells how far they are.\n`),
  );
  return EXIT.ok;
}

async function tell(
  integration: string,
  span: Span,
  { openSearch, logger }: CollectorContext,
  program: Program,
): Promise<number> {
  const { definition, all } = await namedDefinition(openSearch, integration);
  const prices = new PriceSettings(openSearch, logger);
  await prices.refresh();
  const { lookups } = transformContextOf({ definition, streamName: 'invocation_logs' }, all, {
    prices: prices.current,
  });
  await program.write(`${titleOf(integration, span)}\n`);
  for (const region of new Set(definition.regions)) {
    const scope = scopeOf({ definition, region, work: { kind: 'repricing', ...span } });
    const counts = await estimateRepricing(openSearch, scope, lookups);
    await program.write(`${region}: ${describeCounts(counts)}.\n`);
  }
  await program.write('Nothing was changed (--dry-run).\n');
  return EXIT.ok;
}

const titleOf = (integration: string, span: Span): string => {
  const { id, from, to } = inWords(span);
  return `Re-pricing “${id}” of ${integration}: ${from} to ${to}.`;
};

const remove = (config: string, program: Program, integration: string, id: string): Promise<number> =>
  withCollector(config, program, async ({ openSearch }) => {
    const { repricings } = await removeSpan(openSearch, integration, 'repricing', id);
    await program.write(
      `${integration} has no re-pricing “${id}” any more, and ${repricings.length} others.\n`,
    );
    return EXIT.ok;
  });
