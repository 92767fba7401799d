/** `bedrock-collector pause`: let an integration rest. */
import { pause } from '../collection/definitions/intents';
import { CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions } from './command';

export const pauseCommand: Command = {
  name: 'pause',
  summary: 'let an integration rest',
  usage: 'pause --config <file> --integration <id>',
  help: `Runs that go on end within seconds, and none begins until the integration is resumed. Nothing is lost as long as AWS keeps
what was not read yet.`,
  run(args, program) {
    const { values } = parseOptions(args, { ...CONFIG_OPTION, integration: { type: 'string' } });
    const id = needed(values.integration, 'integration');
    return withCollector(needed(values.config, 'config'), program, async ({ openSearch }) => {
      await pause(openSearch, id);
      await program.write(`${id} is paused; collectors notice within seconds.\n`);
      return EXIT.ok;
    });
  },
};
