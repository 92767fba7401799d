/** `bedrock-collector resume`: let a paused integration go on. */
import { resume } from '../collection/definitions/intents';
import { CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';

export const resumeCommand: Command = {
  name: 'resume',
  summary: 'let a paused integration go on',
  usage: 'resume --config <file> --integration <id>',
  help: `Collection goes on where it stopped.`,
  run(args, program) {
    const { values } = parseOptions(args, { ...CONFIG_OPTION, integration: { type: 'string' } });
    const id = needed(values.integration, 'integration');
    return withCollector(needed(values.config, 'config'), program, async ({ openSearch }) => {
      await resume(openSearch, id);
      await program.write(`${id} goes on; collectors notice within seconds.\n`);
      return EXIT.ok;
    });
  },
};
