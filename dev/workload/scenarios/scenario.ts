/**
 * What an application talks about. A scenario invents exchanges (what a person or job says, what the model
 * answers) from a stream of randomness and nothing else; how they are spread over calls is planned elsewhere.
 */
import type { Json, ToolSpec } from '../call';
import type { Random } from '../random';

export interface Exchange {
  readonly user: string;
  readonly answer: string;
  /** What a reasoning model thinks aloud before it answers. */
  readonly reasoning?: string;
  /** The model asks for this before it answers: two calls instead of one. */
  readonly tool?: {
    readonly name: string;
    readonly preface: string;
    readonly input: Json;
    readonly result: Json;
    readonly failed: boolean;
  };
  /** The request shows a picture. */
  readonly image?: boolean;
}

export type Scenario =
  | {
      readonly kind: 'chat';
      readonly system: string;
      readonly tools: readonly ToolSpec[];
      /** Longest conversation, in exchanges. */
      readonly exchanges: number;
      readonly exchange: (random: Random) => Exchange;
    }
  | { readonly kind: 'embedding'; readonly texts: (random: Random) => readonly string[] }
  | {
      readonly kind: 'rerank';
      readonly search: (random: Random) => { readonly query: string; readonly documents: readonly string[] };
    }
  | { readonly kind: 'image'; readonly prompt: (random: Random) => string };

/** A whole number with two decimals as people write money. */
export const amount = (random: Random, low: number, high: number) => random.between(low, high).toFixed(2);

/** `count` different items in the order of the list. */
export function some<T>(random: Random, list: readonly T[], count: number): readonly T[] {
  let needed = Math.min(count, list.length);
  return list.filter((_, i) => {
    const take = random.next() < needed / (list.length - i);
    if (take) needed--;
    return take;
  });
}
