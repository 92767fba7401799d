/** `bedrock-collector backfill`: reads the past of an integration once more, beside its live collection. */
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { INTEGRATIONS_INDEX } from '../../common/plugin';
import { readDefinitions } from '../collection/definitions/definitions';
import { askForSpan, removeSpan } from '../collection/definitions/intents';
import { Failure, needsPerson } from '../failure';
import type { OpenSearch } from '../storage/opensearch';
import { type ShardRoom, SHARD_SHARE, shardRoom } from '../storage/partition_plan';
import { partitionsOfSpan } from '../collection/tasks/backfill_admission';
import { type CollectorContext, CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions, WrongUsage } from './command';
import { isThere } from './state_index';
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
      from: { type: 'string' },
      to: { type: 'string' },
      id: { type: 'string' },
      remove: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    });
    const config = needed(values.config, 'config');
    const integration = needed(values.integration, 'integration');
    if (values.remove !== undefined) return remove(config, program, integration, values.remove);
    const from = timeOf(needed(values.from, 'from'), 'from');
    const to = timeOf(needed(values.to, 'to'), 'to');
    if (from >= to) throw new WrongUsage('--from has to be before --to');
    const id = values.id ?? `${digitsOf(from)}-${digitsOf(to)}`;
    if (!/^[a-z0-9][a-z0-9_-]{0,49}$/.test(id))
      throw new WrongUsage('--id takes lower case letters, digits, - and _');
    const asked = { integration, id, from, to, dryRun: values['dry-run'] === true };
    return withCollector(config, program, (context) => backfill(asked, context, program));
  },
};

interface Asked {
  readonly integration: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly dryRun: boolean;
}

async function backfill(
  { integration, id, from, to, dryRun }: Asked,
  { openSearch }: CollectorContext,
  program: Program,
): Promise<number> {
  const definition = await definitionOf(openSearch, integration);
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const partitions = partitionsOfSpan(definition, { from, to });
  const room = await roomOf(openSearch, partitions);
  const lines = [
    `Backfill “${id}” of ${integration}: ${span.from} to ${span.to}.`,
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
  await askForSpan(openSearch, integration, 'backfill', { id, ...span });
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

async function definitionOf(openSearch: OpenSearch, id: string): Promise<IntegrationDefinition> {
  const definitions = (await isThere(openSearch, INTEGRATIONS_INDEX))
    ? await readDefinitions(openSearch)
    : [];
  const found = definitions.find((one) => one.id === id);
  if (found?.parsed.ok === true) return found.parsed.definition;
  throw needsPerson(
    'no_such_integration',
    found === undefined
      ? `There is no integration “${id}”.`
      : `The integration “${id}” is not valid as it stands.`,
    'Check the id; integrations of a file are there once a collector has run with it.',
  );
}

/** A date or a time with its zone. Throws `WrongUsage`. */
function timeOf(text: string, option: string): number {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (Number.isNaN(time))
    throw new WrongUsage(`--${option} takes a date or a time such as 2026-11-22 or 2026-11-22T06:00:00Z`);
  return time;
}

const digitsOf = (time: number): string => new Date(time).toISOString().slice(0, 16).replace(/\D/g, '');
