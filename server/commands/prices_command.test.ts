import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPrices } from '../../common/pricing/price_override';
import { dispatch } from './dispatch';
import { priceList } from './price_list';
import { pricesCommand } from './prices_command';
import { programFor } from './program.test_support';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'prices-command-'))));
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[]) {
  const { program, said } = programFor();
  const code = await dispatch([pricesCommand], ['prices', '--config', 'nowhere.yml', ...args], program);
  return { code, said: said() };
}

const MODEL = ['--model', 'amazon.nova-pro-v1:0'];

test.each([
  [['list']],
  [['set', ...MODEL, '--input', '0.6', '--output', '2.4', '--cache-read', '0.1', '--from', '2026-11-01']],
  [['set', ...MODEL, '--image', '0.03']],
  [['set', '--policy', 'content_policy', '--units', '0.12', '--region', 'eu-west-1']],
  [['remove', ...MODEL]],
])('%j gets as far as the file', async (args) => {
  expect(await run(args)).toEqual({ code: 2, said: 'nowhere.yml: there is no such file' });
});

test.each([
  [[], 'say list, set or remove'],
  [['list', 'set'], 'more than one thing'],
  [['set', '--input', '1', '--output', '1'], '--model or --policy'],
  [['set', ...MODEL, '--policy', 'content_policy', '--units', '1'], '--model or --policy'],
  [['set', ...MODEL], 'it names no price'],
  [['set', ...MODEL, '--input', '1'], '--output is needed'],
  [['set', ...MODEL, '--input', 'cheap', '--output', '1'], 'no amount of USD'],
  [['set', ...MODEL, '--input', '0.00000001', '--output', '1'], 'more than 6 digits'],
  [['set', '--policy', 'vibe_policy', '--units', '1'], 'policy is not valid'],
  [['set', '--policy', 'content_policy'], '--units is needed'],
  [['set', '--file', '/nowhere.json'], '/nowhere.json cannot be read'],
  [['remove'], '--model or --policy'],
])('%j ends with 2 and says why', async (args, why) => {
  const { code, said } = await run(args);
  expect(code).toBe(2);
  expect(said).toContain(why);
});

test('a file holds one price or several; a wrong one is named, and none is set', async () => {
  const price = {
    kind: 'model',
    model: 'amazon.nova-pro-v1:0',
    usd_per_million_tokens: { input: '0.6', output: '2.4' },
    tiers: { flex: { input: '0.3', output: '1.2' } },
  };
  const file = join(folder, 'prices.json');
  await writeFile(file, JSON.stringify([price, { ...price, region: 'eu-west-1' }]));
  expect(await run(['set', '--file', file])).toMatchObject({ said: 'nowhere.yml: there is no such file' });
  await writeFile(file, JSON.stringify([price, { ...price, tiers: { turbo: {} } }]));
  expect((await run(['set', '--file', file])).said).toContain('price 2: tiers');
  await writeFile(file, 'no JSON');
  expect((await run(['set', '--file', file])).said).toContain('holds no prices as JSON');
});

test('the list for people', () => {
  const at = { updated_at: '2026-11-20T10:00:00Z', updated_by: 'ada' };
  const lines = priceList(
    readPrices([
      {
        id: 'a',
        source: {
          ...at,
          kind: 'model',
          model: 'amazon.nova-pro-v1:0',
          usd_per_million_tokens: { input: '0.6', output: '2.4' },
        },
      },
      {
        id: 'b',
        source: { ...at, kind: 'guardrail', policy: 'topic_policy', usd_per_thousand_units: '0.1' },
      },
      { id: 'c', source: {} },
    ]),
  );
  expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'MODEL OR POLICY  REGION  FROM  USD  SET  BY  NOTE',
    'amazon.nova-pro-v1:0  all  ever  0.6 in, 2.4 out per million tokens  2026-11-20  ada',
    'topic_policy  all  ever  0.1 per 1,000 units  2026-11-20  ada',
    '',
    'Left out:',
    '  c: kind is not valid (invalid_union)',
  ]);
  expect(priceList([])).toEqual(['No prices are set: the list that is built in holds.']);
});
