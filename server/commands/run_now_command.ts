/** `bedrock-collector run-now`: let an integration read now instead of at its next turn. */
import { runNow } from '../collection/definitions/intents';
import { CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';

export const runNowCommand: Command = {
  name: 'run-now',
  summary: 'let an integration read now instead of at its next turn',
  usage: 'run-now --config <file> --integration <id>',
  help: `Every task of the integration becomes due, also one that waits after a failure or for a person.`,
  run(args, program) {
    const { values } = parseOptions(args, { ...CONFIG_OPTION, integration: { type: 'string' } });
    const id = needed(values.integration, 'integration');
    return withCollector(needed(values.config, 'config'), program, async ({ openSearch }) => {
      await runNow(openSearch, id, Date.now());
      await program.write(`${id} runs as soon as a collector has a seat for it.\n`);
      return EXIT.ok;
    });
  },
};
