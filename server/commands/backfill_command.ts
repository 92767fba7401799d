/** `bedrock-collector backfill`: reads the past of an integration once more, beside its live collection. */
import type { Span } from '../../common/integrations/task';
import { askForSpan, removeSpan } from '../collection/definitions/intents';
import { Failure } from '../failure';
import type { OpenSearch } from '../storage/opensearch';
import { type ShardRoom, SHARD_SHARE, shardRoom } from '../storage/partition_plan';
import { partitionsOfSpan } from '../collection/tasks/backfill_admission';
import { askedSpan, inWords, SPAN_OPTIONS } from './asked_span';
import { type CollectorContext, CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';
import { namedDefinition } from './named_definition';
import type { Program } from './terminal';

export const backfillCommand: Command = {
  name: 'backfill',
  summary: 'read a stretch of the past once more, beside live collection',
  usage:
    'backfill --config <file> --integration <id> (--from <time> --to <time> [--id <name>] [--dry-run] | --remove <name>)',
  help: `What is stored already stays as it is; what is missing is added. --from is included, --to is not; both are ISO 8601
times or dates (UTC). Prints the partitions that will be created; what would fill more than ${SHARD_SHARE * 100} % of the shards that
the cluster allows is refused. Progress: bedrock-collector status.

--id        a name for it; without one it is named after its times
--dry-run   only prints
--remove    takes a backfill away; it stops within seconds, and what it stored stays`,
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
    const asked = { integration, span: askedSpan(values), dryRun: values['dry-run'] === true };
    return withCollector(config, program, (context) => backfill(asked, context, program));
  },
};

interface Asked {
  readonly integration: string;
  readonly span: Span;
  readonly dryRun: boolean;
}

async function backfill(
  { integration, span, dryRun }: Asked,
  { openSearch }: CollectorContext,
  program: Program,
): Promise<number> {
  const { definition } = await namedDefinition(openSearch, integration);
  const asked = inWords(span);
  const partitions = partitionsOfSpan(definition, span);
  const room = await roomOf(openSearch, partitions);
  const lines = [
    `Backfill “${asked.id}” of ${integration}: ${asked.from} to ${asked.to}.`,
    ...planOf(partitions, room),
  ];
  const isTooMuch =
    !(room instanceof Failure) && room.missing.length > 0 && room.afterwards > room.limit * SHARD_SHARE;
  if (isTooMuch)
    lines.push(
      `That is more than ${SHARD_SHARE * 100} %: ask for a shorter time, delete old indices, or add a data node.`,
    );
  if (dryRun || isTooMuch) {
    await program.write(`${lines.join('\n')}\n${dryRun ? 'Nothing was asked for (--dry-run).\n' : ''}`);
    return isTooMuch ? EXIT.needsPerson : EXIT.ok;
  }
  await askForSpan(openSearch, integration, 'backfill', asked);
  lines.push('Collectors begin within seconds; “bedrock-collector status” tells how far they are.');
  await program.write(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

/** A failure where this identity may not see it: the collector that does the work looks again. */
async function roomOf(openSearch: OpenSearch, partitions: readonly string[]): Promise<ShardRoom | Failure> {
  try {
    return await shardRoom(openSearch, partitions);
  } catch (error) {
    if (error instanceof Failure && error.code === 'opensearch_forbidden') return error;
    throw error;
  }
}

function planOf(partitions: readonly string[], room: ShardRoom | Failure): string[] {
  if (room instanceof Failure)
    return [
      `It writes to ${partitions.length} partitions; how many are missing cannot be told: ${room.message} ${room.action}`,
    ];
  const { missing, active, limit, afterwards } = room;
  if (missing.length === 0) return [`It writes to ${partitions.length} partitions, which are all there.`];
  return [
    `It creates ${missing.length} of its ${partitions.length} partitions, where there is anything to write:`,
    ...missing.map((name) => `  ${name}`),
    `Shards: ${active} of the ${limit} that the cluster allows now, at most ${afterwards} afterwards.`,
  ];
}

const remove = (config: string, program: Program, integration: string, id: string): Promise<number> =>
  withCollector(config, program, async ({ openSearch }) => {
    const { backfills } = await removeSpan(openSearch, integration, 'backfill', id);
    await program.write(`${integration} has no backfill “${id}” any more, and ${backfills.length} others.\n`);
    return EXIT.ok;
  });
