/** Engineers and their tools: reviews, completions in the editor, experiments, and an agent that ships releases. */
import type { Random } from '../random';
import { some } from './scenario';
import type { Scenario } from './scenario';

const SERVICES = [
  'checkout',
  'pricing',
  'stock-sync',
  'label-printer',
  'search-gateway',
  'anchor-points',
  'invoice-export',
  'returns-desk',
];
const FINDINGS = [
  'The retry loop has no upper bound; a permanent 400 would spin forever. Give it a budget and stop on client errors.',
  'The promise of `flush()` is not awaited, so the process may exit before the last batch is written.',
  'Money is added as floating point here. Use the decimal type that the rest of the module uses.',
  'The index is read before the lock is taken; two workers can pick the same row.',
  'This swallows the error and returns an empty list, which the caller cannot tell from "nothing found".',
  'The test asserts on the mock instead of on what the function returns; it cannot fail.',
  'The SQL is built by concatenation. `sku` comes from the request, so bind it as a parameter.',
  'Name it for what it holds: `pendingLabels` says more than `data2`.',
];
const FUNCTIONS = [
  'reserveStock',
  'applyVoucher',
  'printLabel',
  'mergeBaskets',
  'syncSupplier',
  'expirePoints',
  'splitShipment',
];

const diff = (random: Random) => {
  const name = random.pick(FUNCTIONS);
  const service = random.pick(SERVICES);
  const retries = random.int(2, 9);
  return `diff --git a/${service}/src/${name}.ts b/${service}/src/${name}.ts\n@@ -${random.int(10, 90)},9 +${random.int(10, 90)},14 @@\n export async function ${name}(id: string, quantity: number) {\n-  const rows = await db.query('select * from stock where sku = ' + id);\n+  for (let attempt = 0; attempt < ${retries}; attempt++) {\n+    const rows = await db.query(\`select on_hand, reserved from stock where sku = '\${id}'\`);\n+    if (rows.length > 0 && rows[0].on_hand - rows[0].reserved >= quantity) {\n+      await db.execute('update stock set reserved = reserved + ? where sku = ?', [quantity, id]);\n+      return true;\n+    }\n+    await sleep(${random.int(50, 500)});\n+  }\n   return false;\n }`;
};

export const codeReview: Scenario = {
  kind: 'chat',
  system:
    'You review changes of the Harbour Goods engineering team. Report only what is wrong or dangerous, most serious first, each with the line it is about and what to do instead. Say so when there is nothing. Style is the business of the formatter.',
  exchanges: 2,
  tools: [],
  exchange: (random) => ({
    user: `Change ${random.int(1000, 9999)} in ${random.pick(SERVICES)}: "${random.pick(['retry when stock is short', 'speed up the nightly sync', 'fix rounding of vouchers', 'log less', 'move to the new queue'])}"\n\n\`\`\`diff\n${diff(random)}\n\`\`\`\n${random.pick(['Please review.', 'Anything I missed?', 'Is this safe to ship on a Friday?'])}`,
    answer: some(random, FINDINGS, random.int(1, 4))
      .map((finding, i) => `${i + 1}. Line ${random.int(10, 120)}: ${finding}`)
      .join('\n\n'),
  }),
};

export const coding: Scenario = {
  kind: 'chat',
  system: 'You complete and explain code in the editor. Be brief. Code first, then at most two sentences.',
  exchanges: 2,
  tools: [],
  exchange: (random) => {
    const name = random.pick(FUNCTIONS);
    return {
      user: random.pick([
        `Write a unit test for ${name} that covers the case of an empty basket.`,
        `Why does ${name} return undefined when the id has a leading zero?`,
        `Turn this callback into async/await:\n\nfunction ${name}(id, done) {\n  db.get(id, (error, row) => error ? done(error) : done(null, row.total * ${random.int(2, 20)}));\n}`,
        `Regular expression for order numbers like HG-${random.int(100_000, 999_999)}, with a named group for the digits.`,
      ]),
      reasoning: `The question is about ${name}. A short example is enough; the editor shows the types already, so I leave them out and mention the edge case only.`,
      answer: `\`\`\`ts\nexport async function ${name}(id: string) {\n  const row = await db.get(id);\n  if (!row) throw new Error(\`no row for \${id}\`);\n  return row.total * ${random.int(2, 20)};\n}\n\`\`\`\nThe missing row is an error here and no longer \`undefined\`, so callers cannot forget it.`,
    };
  },
};

const TOPICS = [
  'a packing list for a two-day hike',
  'the slogan of an autumn sale',
  'a polite reminder for an unpaid invoice',
  'five names for a blue-grey paint',
  'an explanation of cash flow for trainees',
  'the tone of three product reviews',
];

export const lab: Scenario = {
  kind: 'chat',
  system: 'You are a careful assistant. If you are not sure, say so.',
  exchanges: 2,
  tools: [],
  exchange: (random) => {
    const topic = random.pick(TOPICS);
    return {
      user: `${random.pick(['Write', 'Draft', 'Suggest', 'Try'])} ${topic}. ${random.pick(['Keep it under 80 words.', 'Give two variants.', 'Answer as a table.', 'Explain your choices.'])}`,
      reasoning: `A request for ${topic}; there is no context about the audience, so a neutral tone is the safe choice.`,
      answer: `${random.pick(['Here is a first version', 'A suggestion', 'Two ways to put it'])} for ${topic}:\n\n${some(
        random,
        [
          'Keep the first line short; nobody reads past it on a phone.',
          'Say what changes for the reader before you say why.',
          'Leave out what the picture already shows.',
          'One number is remembered, three are not.',
          'End with what to do next, and by when.',
        ],
        3,
      ).join(
        ' ',
      )} I am ${random.pick(['fairly', 'not entirely', 'quite'])} sure about the tone; tell me who will read it.`,
    };
  },
};

const STEPS = ['run_tests', 'read_log', 'open_change', 'list_failures'] as const;

/** One step of the agent: what its tool printed. About 1.2 KB, so contexts grow as they do in practice. */
export const toolOutput = (random: Random): string => {
  const service = random.pick(SERVICES);
  return Array.from(
    { length: 10 },
    () =>
      `[${service}] ${random.pick(['FAIL', 'FAIL', 'ok', 'retry'])} ${random.pick(FUNCTIONS)}.test.ts:${random.int(1, 400)} expected ${random.int(0, 99)} to equal ${random.int(0, 99)} (${random.int(1, 4000)} ms) at ${service}/src/${random.pick(FUNCTIONS)}.ts:${random.int(1, 300)}`,
  ).join('\n');
};

export const release: Scenario = {
  kind: 'chat',
  system:
    'You prepare releases of the Harbour Goods services. Work step by step with the tools: run the tests, read what failed, open a change, run the tests again. Stop when everything passes or when the same failure comes back three times, and say what a person has to decide.',
  exchanges: 2,
  tools: STEPS.map((name) => ({
    name,
    description: `${name.replace('_', ' ')} of one service`,
    schema: { type: 'object', properties: { service: { type: 'string' } }, required: ['service'] },
  })),
  exchange: (random) => {
    const service = random.pick(SERVICES);
    return {
      user: `Prepare release ${random.int(2, 9)}.${random.int(0, 40)}.${random.int(0, 9)} of ${service}.`,
      answer: `All ${random.int(40, 900)} tests of ${service} pass. The change log has ${random.int(2, 14)} entries, none of them breaking. The release is ready to be approved.`,
      tool: {
        name: random.pick(STEPS),
        preface: `I start with the tests of ${service}.`,
        input: { service },
        result: { output: toolOutput(random) },
        failed: random.chance(0.08),
      },
    };
  },
};
