/**
 * The ledger's own price table: USD per million tokens, per image by size and quality, per ranked query, for the models of the estate alone,
 * and per text unit of its guardrails.
 * List prices of us-east-1 as published on https://aws.amazon.com/bedrock/pricing/ in November 2026, with the
 * surcharge that geographic (`us.`, `eu.`) inference profiles of some models carry. All arithmetic is in whole
 * picodollars (1e-12 USD), so sums are exact. A model that is not here has no rate: it is unpriced, never $0.
 */
export interface Rates {
  /** Picodollars per token. */
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheRead: bigint;
  readonly cacheWrite5m: bigint;
  readonly cacheWrite1h: bigint;
  /** Picodollars per generated image. */
  readonly image: (drawn: Drawn) => bigint;
  /** Picodollars per ranked query. */
  readonly query: bigint;
}

/** What the price of pictures depends on. `width` and `height` in pixels. */
export interface Drawn {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly quality: 'standard' | 'premium';
}

export interface Used {
  readonly tokens: Tokens;
  readonly images?: Drawn | undefined;
  readonly queries?: number;
  /** Text units of each policy of a guardrail. */
  readonly guardrailUnits?: number;
}

export interface Tokens {
  /** Input that was neither read from nor written to a cache. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

export const NO_TOKENS: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** Decimal text of dollars ──► picodollars. */
const pico = (usd: string): bigint => {
  const [whole = '0', fraction = ''] = usd.split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
};
/** Dollars per million tokens ──► picodollars per token. */
const perMillion = (usd: string): bigint => pico(usd) / 1_000_000n;

const tokens = (input: string, output: string, read = '0', write5m = '0', write1h = '0'): Rates => ({
  input: perMillion(input),
  output: perMillion(output),
  cacheRead: perMillion(read),
  cacheWrite5m: perMillion(write5m),
  cacheWrite1h: perMillion(write1h),
  image: () => 0n,
  query: 0n,
});
const queries = (usd: string): Rates => ({ ...tokens('0', '0'), query: pico(usd) });
/** Of standard and of premium quality; `small`: the same up to 512 × 512. */
const images = (
  standard: string,
  premium = standard,
  small: readonly [string, string] = [standard, premium],
): Rates => ({
  ...tokens('0', '0'),
  image: ({ width, height, quality }) => {
    const [plain, fine] = Math.max(width, height) <= 512 ? small : [standard, premium];
    return pico(quality === 'premium' ? fine : plain);
  },
});

const RATES: Readonly<Record<string, Rates>> = {
  'anthropic.claude-opus-4-8': tokens('5', '25', '0.5', '6.25', '10'),
  'anthropic.claude-sonnet-4-6': tokens('3', '15', '0.3', '3.75', '6'),
  'us.anthropic.claude-sonnet-4-6': tokens('3.3', '16.5', '0.33', '4.125', '6.6'),
  'anthropic.claude-sonnet-4-5-20250929-v1:0': tokens('3', '15', '0.3', '3.75', '6'),
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0': tokens('3.3', '16.5', '0.33', '4.125', '6.6'),
  'eu.anthropic.claude-sonnet-4-5-20250929-v1:0': tokens('3.3', '16.5', '0.33', '4.125', '6.6'),
  'anthropic.claude-haiku-4-5-20251001-v1:0': tokens('1', '5', '0.1', '1.25', '2'),
  'eu.anthropic.claude-haiku-4-5-20251001-v1:0': tokens('1.1', '5.5', '0.11', '1.375', '2.2'),
  'amazon.nova-micro-v1:0': tokens('0.035', '0.14', '0.00875'),
  'amazon.nova-lite-v1:0': tokens('0.06', '0.24', '0.015'),
  'eu.amazon.nova-lite-v1:0': tokens('0.078', '0.312', '0.0195'),
  'amazon.nova-pro-v1:0': tokens('0.8', '3.2', '0.2'),
  'meta.llama3-3-70b-instruct-v1:0': tokens('0.72', '0.72'),
  'mistral.mistral-large-2402-v1:0': tokens('4', '12'),
  'mistral.pixtral-large-2502-v1:0': tokens('2', '6'),
  'cohere.command-r-v1:0': tokens('0.5', '1.5'),
  'cohere.embed-multilingual-v3': tokens('0.1', '0'),
  'amazon.titan-embed-text-v2:0': tokens('0.02', '0'),
  'deepseek.r1-v1:0': tokens('1.35', '5.4'),
  'openai.gpt-oss-120b-1:0': tokens('0.15', '0.6'),
  'qwen.qwen3-coder-30b-a3b-v1:0': tokens('0.15', '0.6'),
  'ai21.jamba-1-5-large-v1:0': tokens('2', '8'),
  'amazon.titan-text-express-v1': tokens('0.2', '0.6'),
  'anthropic.claude-v2:1': tokens('8', '24'),
  'cohere.command-text-v14': tokens('1', '2'),
  'ai21.j2-ultra-v1': tokens('18.8', '18.8'),
  'us.writer.palmyra-x5-v1:0': tokens('0.6', '6'),
  'amazon.titan-embed-image-v1': tokens('0.8', '0'),
  'cohere.embed-v4:0': tokens('0.12', '0'),
  'amazon.nova-2-multimodal-embeddings-v1:0': tokens('0.135', '0'),
  'cohere.rerank-v3-5:0': queries('0.002'),
  'amazon.rerank-v1:0': queries('0.001'),
  'amazon.nova-canvas-v1:0': images('0.04', '0.06'),
  'amazon.titan-image-generator-v2:0': images('0.01', '0.012', ['0.008', '0.01']),
  'stability.stable-image-core-v1:1': images('0.04'),
  'stability.sd3-5-large-v1:0': images('0.08'),
  'stability.stable-diffusion-xl-v1': images('0.04'),
};

/** The rate of the first id that has one: the id with its geography before the bare one. */
export function ratesOf(...ids: readonly string[]): Rates | undefined {
  for (const id of ids) {
    const rates = RATES[id];
    if (rates) return rates;
  }
  return undefined;
}

/** Characters that a guardrail bills as one text unit. */
const UNIT = 1_000;
/** A text unit under the four policies of the estate's guardrails: topics, content, personal data; words are free. */
const GUARDRAIL_UNIT = (pico('0.15') + pico('0.15') + pico('0.1')) / 1_000n;

/** Text units of each policy over the texts a guardrail read, each rounded up; null: it was not read. */
export const textUnits = (...characters: readonly (number | null)[]): number =>
  characters.reduce<number>(
    (sum, count) => sum + (count === null ? 0 : Math.max(1, Math.ceil(count / UNIT))),
    0,
  );

/** Picodollars of one invocation. */
export function costOf(
  rates: Rates,
  { tokens: used, images: drawn, queries: ranked = 0, guardrailUnits = 0 }: Used,
): bigint {
  return (
    rates.input * BigInt(used.input) +
    rates.output * BigInt(used.output) +
    rates.cacheRead * BigInt(used.cacheRead) +
    rates.cacheWrite5m * BigInt(used.cacheWrite5m) +
    rates.cacheWrite1h * BigInt(used.cacheWrite1h) +
    (drawn ? rates.image(drawn) * BigInt(drawn.count) : 0n) +
    rates.query * BigInt(ranked) +
    GUARDRAIL_UNIT * BigInt(guardrailUnits)
  );
}

/** Picodollars ──► dollars as exact decimal text without trailing zeros, for example `12.0345`. */
export function usdText(picodollars: bigint): string {
  const sign = picodollars < 0n ? '-' : '';
  const digits = (picodollars < 0n ? -picodollars : picodollars).toString().padStart(13, '0');
  const fraction = digits.slice(-12).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -12)}${fraction && `.${fraction}`}`;
}
