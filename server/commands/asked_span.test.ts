import { backfillCommand } from './backfill_command';
import { dispatch } from './dispatch';
import { repriceCommand } from './reprice_command';
import { programFor } from './program.test_support';

const GOOD = [
  '--config',
  'nowhere.yml',
  '--integration',
  'a',
  '--from',
  '2026-11-01',
  '--to',
  '2026-11-02T06:00:00Z',
];

const COMMANDS = [backfillCommand, repriceCommand];

async function run(name: string, args: readonly string[]) {
  const { program, said } = programFor();
  return { code: await dispatch(COMMANDS, [name, ...args], program), said: said() };
}

const changed = (option: string, value: string): string[] => {
  const args = [...GOOD];
  args[args.indexOf(option) + 1] = value;
  return args;
};

describe.each(COMMANDS)('$name', ({ name }) => {
  test('good arguments get as far as the file', async () => {
    expect(await run(name, GOOD)).toEqual({ code: 2, said: 'nowhere.yml: there is no such file' });
  });

  test.each([
    [changed('--from', 'yesterday'), '--from takes a date or a time'],
    [changed('--from', '2026-11-01T06:00:00'), '--from takes a date or a time'],
    [changed('--to', '2026-13-01'), '--to takes a date or a time'],
    [changed('--to', '2026-11-01'), '--from has to be before --to'],
    [[...GOOD, '--id', 'Not An Id'], '--id takes lower case letters'],
    [GOOD.slice(2), '--config is needed'],
    [GOOD.slice(0, 2), '--integration is needed'],
  ])('%j end with 2 and say why', async (args, why) => {
    const { code, said } = await run(name, args);
    expect(code).toBe(2);
    expect(said).toContain(why);
  });
});
