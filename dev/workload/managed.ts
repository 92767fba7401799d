/**
 * What happens to agents, knowledge bases, mantle projects and AgentCore runtimes in an hour: facts, decided before
 * any metric is written, a pure function of seed and hour. The ledger adds up these facts, never metrics.
 */
import {
  MANAGED,
  type Agent,
  type AgentRuntime,
  type KnowledgeBase,
  type MantleProject,
} from './estate/managed';
import { Random } from './random';
import { HOUR } from './rhythm';

/** How a request ended; a throttled one never began. */
export type End = 'ok' | 'client_error' | 'server_error' | 'throttled';

interface Happened<Thing> {
  readonly of: Thing;
  /** Whole seconds, epoch milliseconds. */
  readonly timestamp: number;
  readonly end: End;
  /** Milliseconds; of a request that was answered. */
  readonly latencyMs: number;
}

/** Also of one call of its models, which is all that these agents make. */
export interface AgentFact extends Happened<Agent> {
  readonly kind: 'agent';
  readonly modelId: string;
  readonly input: number;
  readonly output: number;
}

export interface KnowledgeBaseFact extends Happened<KnowledgeBase> {
  readonly kind: 'knowledge_base';
  /** Of agentic retrieval; else 0. */
  readonly rounds: number;
}

export interface MantleFact extends Happened<MantleProject> {
  readonly kind: 'mantle';
  readonly model: string;
  readonly input: number;
  readonly output: number;
}

export interface AgentCoreFact extends Happened<AgentRuntime> {
  readonly kind: 'agentcore';
}

export type ManagedFact = AgentFact | KnowledgeBaseFact | MantleFact | AgentCoreFact;

/** In order of time for each of them. */
export function managedFactsOfHour(seed: string, hourStart: number): ManagedFact[] {
  return MANAGED.flatMap((of, at) => {
    const random = Random.of(seed, 'managed', at, hourStart);
    const count = Math.floor(of.perHour * shareOf(hourStart) * random.between(0.8, 1.2) + random.next());
    return Array.from({ length: count }, () => hourStart + random.int(0, 3_599) * 1_000)
      .sort((one, other) => one - other)
      .map((timestamp): ManagedFact => {
        const end = random.weighted(ENDS).end;
        const latencyMs = Math.round(random.around(1_800, 0.5));
        const tokens = { input: random.int(200, 4_000), output: random.int(20, 900) };
        switch (of.kind) {
          case 'agent':
            return {
              kind: of.kind,
              of,
              timestamp,
              end,
              latencyMs,
              modelId: random.pick(of.modelIds),
              ...tokens,
            };
          case 'knowledge_base':
            return { kind: of.kind, of, timestamp, end, latencyMs, rounds: roundsOf(of, random) };
          case 'mantle':
            return { kind: of.kind, of, timestamp, end, latencyMs, model: random.pick(of.models), ...tokens };
          case 'agentcore':
            return { kind: of.kind, of, timestamp, end, latencyMs };
        }
      });
  });
}

/** Facts of [from, to), epoch milliseconds. */
export function managedFactsBetween(seed: string, from: number, to: number): ManagedFact[] {
  const facts: ManagedFact[] = [];
  for (let hour = Math.floor(from / HOUR) * HOUR; hour < to; hour += HOUR)
    facts.push(...managedFactsOfHour(seed, hour).filter(({ timestamp: at }) => at >= from && at < to));
  return facts;
}

const ENDS: readonly { readonly end: End; readonly weight: number }[] = [
  { end: 'ok', weight: 960 },
  { end: 'client_error', weight: 20 },
  { end: 'server_error', weight: 8 },
  { end: 'throttled', weight: 12 },
];

const roundsOf = ({ operation }: KnowledgeBase, random: Random): number =>
  operation === 'AgenticRetrieveStream' ? random.int(1, 5) : 0;

function shareOf(hourStart: number): number {
  const at = new Date(hourStart);
  const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  return !isWeekend && at.getUTCHours() >= 7 && at.getUTCHours() < 19 ? 1 : 0.1;
}
