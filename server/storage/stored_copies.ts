/**
 * Of records that are stored already: in how rich a copy. Asked in one request and of two small fields each, and not
 * again while it is remembered: sources that look back read the same records many times.
 */
import * as z from 'zod/mini';
import type { Failure } from '../failure';
import { answered, isSuccess, statusFailure, storeFailure } from './answers';
import { type BodyRanks, bodyRanks, bodyStatePath, saysMore } from './body_ranks';
import type { OpenSearch } from './opensearch';
import type { PendingOperation } from './pending_write';
import { addressOf } from './replacement';

/** `gone`: deleted meanwhile. */
export type StoredCopy = 'poorer' | 'good_enough' | 'gone' | Failure;

/**
 * The answer is filtered, not the sources: OpenSearch filters an answer as it writes it, while `_source_includes` takes
 * ten times as long, since it compiles the same filter again for every document.
 */
const ANSWER_FIELDS = [
  'docs._id',
  'docs.found',
  'docs.error.type',
  ...[bodyStatePath('input'), bodyStatePath('output')].map((path) => ['docs', '_source', ...path].join('.')),
].join(',');

/** Named one by one: a schema of anything would take several times as long, for thousands of documents. */
const Side = z.object({ body_state: z.optional(z.unknown()) });
const Source = z.object({
  aws_bedrock: z.optional(
    z.object({ invocation: z.optional(z.object({ input: z.optional(Side), output: z.optional(Side) })) }),
  ),
});
const Answer = z.object({
  docs: z.array(
    z.object({
      found: z._default(z.boolean(), false),
      _source: z.optional(Source),
      error: z.optional(z.object({ type: z.string() })),
    }),
  ),
});

const DOING = 'compare with stored documents';
const NEEDS =
  'indices:data/read/mget on the cluster, indices:data/read/mget[shard] on logs-aws_bedrock.* and bedrock-content-*';

/** About 150 bytes each. */
const REMEMBERED = 100_000;

interface Asked {
  readonly pending: PendingOperation;
  readonly ranks: BodyRanks;
  readonly address: { readonly _index: string; readonly _id: string };
  readonly key: string;
}

export class StoredCopies {
  /** Oldest first. What is stored never becomes poorer, so an old answer is never too high. */
  private readonly known = new Map<string, BodyRanks>();

  constructor(
    private readonly openSearch: OpenSearch,
    private readonly timeoutMs: number,
  ) {}

  /** One answer for each operation, all of which have ranks. Rejects with a `Failure`. */
  async compare(operations: readonly PendingOperation[]): Promise<ReadonlyMap<PendingOperation, StoredCopy>> {
    const copies = new Map<PendingOperation, StoredCopy>();
    const unknown: Asked[] = [];
    for (const pending of operations) {
      const { ranks } = pending.operation;
      if (ranks === undefined) throw new TypeError('a copy without ranks cannot be compared');
      const address = addressOf(pending);
      const key = `${address._index}/${address._id}`;
      const known = this.known.get(key);
      // Only a copy that says more than what is known to be stored has to be asked about.
      if (known !== undefined && ranks.input <= known.input && ranks.output <= known.output)
        copies.set(pending, 'good_enough');
      else unknown.push({ pending, ranks, address, key });
    }
    if (unknown.length > 0) await this.ask(unknown, copies);
    return copies;
  }

  private async ask(asked: readonly Asked[], copies: Map<PendingOperation, StoredCopy>): Promise<void> {
    const response = await answered(this.openSearch, {
      method: 'POST',
      path: '/_mget',
      querystring: { filter_path: ANSWER_FIELDS },
      body: { docs: asked.map(({ address }) => address) },
      timeoutMs: this.timeoutMs,
    });
    if (!isSuccess(response)) throw storeFailure(response, DOING, NEEDS);
    const { docs } = Answer.parse(response.body);
    if (docs.length !== asked.length) throw new TypeError('an answer does not match its request');
    for (const [n, { pending, ranks, key }] of asked.entries()) {
      const doc = docs[n];
      if (doc === undefined) throw new TypeError('an answer does not match its request');
      if (doc.error !== undefined) copies.set(pending, problemOf(doc.error.type));
      else if (!doc.found) copies.set(pending, 'gone');
      else {
        const stored = bodyRanks(doc._source);
        this.remember(key, stored);
        copies.set(pending, saysMore(ranks, stored) ? 'poorer' : 'good_enough');
      }
    }
  }

  private remember(key: string, ranks: BodyRanks): void {
    this.known.delete(key);
    this.known.set(key, ranks);
    if (this.known.size <= REMEMBERED) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      return;
    }
  }
}

/** Errors of single documents come without a status. */
function problemOf(type: string): StoredCopy {
  if (type === 'index_not_found_exception') return 'gone';
  return statusFailure(type === 'security_exception' ? 403 : 503, type, DOING, NEEDS);
}
