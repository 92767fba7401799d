/**
 * Data belong to an account, a region and a stream, not to a definition. Two definitions may cover the same
 * data (two ways of delivery), but must agree on what is kept and where, or one record would have two homes.
 */
import type { IntegrationDefinition } from './definition';

export interface Disagreement {
  /** The other definition. */
  readonly with: string;
  readonly region: string;
  readonly stream: string;
  readonly settings: readonly ('namespace' | 'content' | 'request_metadata')[];
}

/** Where `definition` would treat the same data differently from one of `others` (itself excepted). */
export function disagreements(
  definition: IntegrationDefinition,
  others: readonly IntegrationDefinition[],
): Disagreement[] {
  const found: Disagreement[] = [];
  for (const other of others) {
    if (other.id === definition.id || other.account.id !== definition.account.id) continue;
    const settings = (['namespace', 'content', 'request_metadata'] as const).filter(
      (key) => other[key] !== definition[key],
    );
    if (settings.length === 0) continue;
    for (const stream of streamsOf(definition).filter((name) => streamsOf(other).includes(name))) {
      for (const region of definition.regions.filter((name) => other.regions.includes(name))) {
        found.push({ with: other.id, region, stream, settings });
      }
    }
  }
  return found;
}

export type StreamName = keyof IntegrationDefinition['streams'];

/** Streams a definition switches on. */
export function streamsOf(definition: Pick<IntegrationDefinition, 'streams'>): StreamName[] {
  return (Object.keys(definition.streams) as StreamName[]).filter((name) => definition.streams[name]);
}
