/** `bedrock-collector prices`: what people set instead of list prices, shown, set and taken away. */
import { readFile } from 'node:fs/promises';
import { placeOf, type PriceOverride, readPrice, type ReadPrice } from '../../common/pricing/price_override';
import { readPricesIndex, removePrice, setPrice } from '../collection/prices/prices_index';
import { CONFIG_OPTION, withCollector } from './collector_context';
import { type Command, EXIT, needed, parseOptions, WrongUsage } from './command';
import { priceList } from './price_list';
import type { Program } from './terminal';

const PLACE = {
  model: { type: 'string' },
  policy: { type: 'string' },
  region: { type: 'string' },
  from: { type: 'string' },
} as const;

const TOKENS = {
  input: { type: 'string' },
  output: { type: 'string' },
  'cache-read': { type: 'string' },
  'cache-write-5m': { type: 'string' },
  'cache-write-1h': { type: 'string' },
} as const;

const OPTIONS = {
  ...CONFIG_OPTION,
  ...PLACE,
  ...TOKENS,
  image: { type: 'string' },
  'input-image': { type: 'string' },
  query: { type: 'string' },
  units: { type: 'string' },
  note: { type: 'string' },
  by: { type: 'string' },
  file: { type: 'string' },
  id: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => parseOptions(args, OPTIONS, true);
type Values = ReturnType<typeof parse>['values'];

export const pricesCommand: Command = {
  name: 'prices',
  summary: 'show, set and remove prices of your own',
  usage: 'prices --config <file> list [--json] | set … | remove …',
  help: `Prices of your own come before the list that is built in, for records that come from then on; what is stored already is
priced anew with “bedrock-collector reprice”.

list     all of them, and what is wrong with those that are left out; --json as they stand
set      --model <id> --input <usd> --output <usd> [--cache-read <usd>] [--cache-write-5m <usd>] [--cache-write-1h <usd>]
         or --model <id> with --image, --input-image or --query <usd>
         or --policy <guardrail policy> --units <usd>
         or --file <file>, with one price or a list of them as JSON: tiers and long calls too
         [--region <region>] [--from <day>] [--note <text>] [--by <name>]
remove   --model <id> or --policy <policy>, [--region <region>] [--from <day>] as it was set; or --id <id> as list --json shows it

Token prices are USD per million tokens, units USD per thousand, the others USD for each one. A model without a geography
(us., eu., …) stands for all its geographies that have no price of their own. Setting a price again replaces it.`,
  run(args, program) {
    const { values, positionals } = parse(args);
    const [what, ...others] = positionals;
    if (others.length > 0) throw new WrongUsage('more than one thing to do');
    const config = needed(values.config, 'config');
    switch (what) {
      case 'list':
        return list(config, program, values.json === true);
      case 'set':
        return set(config, program, values);
      case 'remove':
        return remove(config, program, values);
      default:
        throw new WrongUsage('say list, set or remove');
    }
  },
};

const list = (config: string, program: Program, asJson: boolean): Promise<number> =>
  withCollector(config, program, async ({ openSearch }) => {
    const { prices } = await readPricesIndex(openSearch);
    const shown = asJson
      ? `${JSON.stringify({ prices: prices.map(jsonOf) }, null, 2)}\n`
      : priceList(prices).join('\n') + '\n';
    await program.write(shown);
    return prices.every(({ read }) => read.ok) ? EXIT.ok : EXIT.needsPerson;
  });

const jsonOf = ({ id, read }: ReadPrice): object =>
  read.ok ? { id, price: read.price } : { id, problem: read.problem };

async function set(config: string, program: Program, values: Values): Promise<number> {
  const said = { updated_at: new Date().toISOString(), updated_by: values.by ?? program.environment.USER };
  const documents = values.file === undefined ? [documentOf(values)] : await documentsIn(values.file);
  const prices = documents.map((document, n) =>
    valid({ ...said, ...document }, documents.length === 1 ? 'the price' : `price ${n + 1}`),
  );
  return withCollector(config, program, async ({ openSearch }) => {
    for (const price of prices) {
      await setPrice(openSearch, price);
      await program.write(`${nameOf(price)} is set; collectors use it within minutes.\n`);
    }
    return EXIT.ok;
  });
}

const remove = async (config: string, program: Program, values: Values): Promise<number> => {
  const { region = '*', from = '*' } = values;
  const id = values.id ?? [...subjectOf(values), region, from].join('|');
  return withCollector(config, program, async ({ openSearch }) => {
    const found = await removePrice(openSearch, id);
    await program.write(found ? `${id} is removed.\n` : `There is no price ${id}.\n`);
    return found ? EXIT.ok : EXIT.needsPerson;
  });
};

function subjectOf({ model, policy }: Values): ['model' | 'guardrail', string] {
  if ((model === undefined) === (policy === undefined))
    throw new WrongUsage('--model or --policy is needed, one of both');
  return model === undefined ? ['guardrail', needed(policy, 'policy')] : ['model', needed(model, 'model')];
}

function documentOf(values: Values): object {
  const [kind, what] = subjectOf(values);
  const { region, from, note } = values;
  const beside = { region, from, note };
  if (kind === 'guardrail')
    return { kind, policy: what, ...beside, usd_per_thousand_units: needed(values.units, 'units') };
  const tokens = Object.entries(TOKENS).some(([name]) => values[name as keyof typeof TOKENS] !== undefined);
  return {
    kind,
    model: what,
    ...beside,
    usd_per_million_tokens: tokens
      ? {
          input: needed(values.input, 'input'),
          output: needed(values.output, 'output'),
          cache_read: values['cache-read'],
          cache_write_5m: values['cache-write-5m'],
          cache_write_1h: values['cache-write-1h'],
        }
      : undefined,
    usd_per_image: values.image,
    usd_per_input_image: values['input-image'],
    usd_per_query: values.query,
  };
}

/** @throws WrongUsage */
async function documentsIn(path: string): Promise<readonly object[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new WrongUsage(`${path} cannot be read`);
  }
  const parsed = parsedJson(text);
  const documents: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return documents.map((document) => {
    if (typeof document !== 'object' || document === null)
      throw new WrongUsage(`${path} holds no prices as JSON`);
    return document;
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws WrongUsage with what is wrong */
function valid(document: object, name: string): PriceOverride {
  const { read } = readPrice({ id: name, source: JSON.parse(JSON.stringify(document)) });
  if (!read.ok) throw new WrongUsage(`${name}: ${read.problem}`);
  return read.price;
}

function nameOf(price: PriceOverride): string {
  const [, what, region, from] = placeOf(price).split('|');
  return [
    `The price of ${what}`,
    ...(region === '*' ? [] : [`in ${region}`]),
    ...(from === '*' ? [] : [`from ${from}`]),
  ].join(' ');
}
