/**
 * Which of two copies of an invocation says more. The same call may be logged with its bodies, without them, or with
 * them cut; a copy replaces another only where it knows more on one side and less on none, so that nothing is ever
 * lost by replacing, in whatever order copies arrive.
 */
/** The higher, the more of the body is known. */
export const BODY_STATE_RANKS: Readonly<Record<string, number>> = {
  absent: 0,
  offloaded: 1,
  truncated: 2,
  fetched: 3,
  inline: 3,
};

/** A state this version does not know is never replaced: what is lost by that cannot be told. */
export const UNKNOWN_RANK = 1_000;

export interface BodyRanks {
  readonly input: number;
  readonly output: number;
}

/** Where a document and its content say what became of a body. */
export const bodyStatePath = (side: keyof BodyRanks): readonly string[] => [
  'aws_bedrock',
  'invocation',
  side,
  'body_state',
];

export function bodyRanks(copy: unknown): BodyRanks {
  return { input: rankOf(copy, 'input'), output: rankOf(copy, 'output') };
}

/** Ranks of a copy that may replace another; undefined where no stored copy could be poorer, or it has no bodies. */
export function ranksToCompare(copy: unknown): BodyRanks | undefined {
  const { input, output } = bodyRanks(copy);
  if (input === UNKNOWN_RANK || output === UNKNOWN_RANK || input + output === 0) return undefined;
  return { input, output };
}

export const saysMore = (ours: BodyRanks, stored: BodyRanks): boolean =>
  ours.input >= stored.input &&
  ours.output >= stored.output &&
  (ours.input > stored.input || ours.output > stored.output);

function rankOf(copy: unknown, side: keyof BodyRanks): number {
  let value = copy;
  for (const key of bodyStatePath(side)) {
    if (typeof value !== 'object' || value === null) return UNKNOWN_RANK;
    value = Reflect.get(value, key);
  }
  return typeof value === 'string' && Object.hasOwn(BODY_STATE_RANKS, value)
    ? (BODY_STATE_RANKS[value] ?? UNKNOWN_RANK)
    : UNKNOWN_RANK;
}
