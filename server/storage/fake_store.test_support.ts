/**
 * An OpenSearch in memory that understands `_bulk` and `_mget` as storage sends them, keeps what it is given, and
 * answers as a test wants: fine, busy, broken, cut off before or after it did the work. It decides about
 * replacements as the script does; that the script decides so is proved on a real node.
 */
import * as z from 'zod/mini';
import { type BodyRanks, saysMore } from './body_ranks';
import type { BulkBody, BulkOperation } from './bulk_body';
import { type OpenSearch, type OpenSearchRequest, OpenSearchUnreachable } from './opensearch';

/** One operation of a test: `copy` is unique, `id` is shared by copies of one record. */
export interface TestOperation {
  readonly id: string;
  readonly copy: string;
  readonly ranks: BodyRanks;
  readonly index: string;
  readonly padding: number;
  /** Defaults: a document that is a record by itself. */
  readonly part?: 'document' | 'content';
  readonly record?: number;
}

/** What a whole request meets with; `lost`: done, but the answer never arrives. */
export type RequestFate = 'answered' | 'lost' | 'unreachable' | 'malformed' | number;

/** What an operation meets with; a number is a status. */
export type ItemFate = 'answered' | { readonly status: number; readonly type: string };

export interface SentLine {
  readonly action: 'create' | 'update';
  readonly copy: string;
}

const Create = z.object({ create: z.object({ _index: z.string(), _id: z.string() }) });
const Update = z.object({ update: z.object({ _index: z.string(), _id: z.string() }) });
const Source = z.object({ copy: z.string(), input: z.number(), output: z.number() });
const Script = z.object({
  script: z.object({
    params: z.object({
      input: z.number(),
      output: z.number(),
      copy: Source,
    }),
  }),
});
const Mget = z.object({ docs: z.array(z.object({ _index: z.string(), _id: z.string() })) });

interface Line extends SentLine {
  readonly key: string;
  readonly ranks: BodyRanks;
}

interface Item {
  readonly status: number;
  readonly result?: string;
  readonly error?: { readonly type: string };
}

const STATES = ['absent', 'offloaded', 'truncated', 'inline'] as const;

export class FakeStore implements OpenSearch {
  /** What is stored: copy and ranks, by index and id. */
  readonly documents = new Map<string, { copy: string; ranks: BodyRanks }>();
  readonly requests: SentLine[][] = [];
  readonly sizes: number[] = [];
  inFlight = 0;
  mostInFlight = 0;
  comparisons = 0;

  constructor(
    private readonly fates: {
      /** Told when a request is sent. */
      sent?(lines: readonly SentLine[], bytes: number): void;
      request(lines: readonly SentLine[]): RequestFate;
      item(line: SentLine): ItemFate;
      /** Resolves when the answer is to arrive. */
      turn(): Promise<unknown>;
    },
    /** Told of each line that was answered, once the answer arrives. */
    private readonly onAnswer: (line: SentLine, item: Item) => void = () => undefined,
  ) {}

  async request(request: OpenSearchRequest) {
    return request.path === '/_mget' ? this.compare(request) : this.bulk(request);
  }

  private async bulk({ ndjson }: OpenSearchRequest) {
    const lines = linesOf(String(ndjson));
    this.requests.push(lines.map(({ action, copy }) => ({ action, copy })));
    this.sizes.push(Buffer.byteLength(ndjson ?? ''));
    this.fates.sent?.(lines, Buffer.byteLength(ndjson ?? ''));
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await this.fates.turn();
      const fate = this.fates.request(lines);
      if (fate === 'unreachable') throw new OpenSearchUnreachable('no answer');
      if (typeof fate === 'number') return { statusCode: fate, body: { error: { type: 'some_exception' } } };
      const items = lines.map((line) => this.apply(line));
      if (fate === 'lost') throw new OpenSearchUnreachable('no answer');
      if (fate === 'malformed') return { statusCode: 200, body: { items: [] } };
      for (const [n, line] of lines.entries()) this.onAnswer(line, items[n] ?? { status: 0 });
      return {
        statusCode: 200,
        body: { items: items.map((item, n) => ({ [lines[n]?.action ?? '']: item })) },
      };
    } finally {
      this.inFlight -= 1;
    }
  }

  private apply(line: Line): Item {
    const fate = this.fates.item(line);
    if (fate !== 'answered') return { status: fate.status, error: { type: fate.type } };
    const stored = this.documents.get(line.key);
    if (line.action === 'create' && stored !== undefined)
      return { status: 409, error: { type: 'version_conflict_engine_exception' } };
    if (line.action === 'update' && stored === undefined)
      return { status: 404, error: { type: 'document_missing_exception' } };
    if (stored !== undefined && !saysMore(line.ranks, stored.ranks)) return { status: 200, result: 'noop' };
    this.documents.set(line.key, { copy: line.copy, ranks: line.ranks });
    return line.action === 'create' ? { status: 201 } : { status: 200, result: 'updated' };
  }

  private async compare({ body }: OpenSearchRequest) {
    this.comparisons += 1;
    const { docs } = Mget.parse(body);
    await this.fates.turn();
    const fate = this.fates.request([]);
    if (fate === 'unreachable' || fate === 'lost') throw new OpenSearchUnreachable('no answer');
    if (typeof fate === 'number') return { statusCode: fate, body: { error: { type: 'some_exception' } } };
    return {
      statusCode: 200,
      body: {
        docs: docs.map(({ _index, _id }) => {
          const stored = this.documents.get(`${_index}/${_id}`);
          if (stored === undefined) return { _id, found: false };
          const { input, output } = stored.ranks;
          const side = (rank: number) => ({ body_state: STATES[rank] });
          return {
            _id,
            found: true,
            _source: { aws_bedrock: { invocation: { input: side(input), output: side(output) } } },
          };
        }),
      },
    };
  }
}

function linesOf(ndjson: string): Line[] {
  const texts = ndjson.split('\n');
  const lines: Line[] = [];
  for (let n = 0; n + 1 < texts.length; n += 2) {
    const head: unknown = JSON.parse(texts[n] ?? '');
    const tail: unknown = JSON.parse(texts[n + 1] ?? '');
    const created = Create.safeParse(head);
    if (created.success) {
      const { copy, input, output } = Source.parse(tail);
      lines.push({ action: 'create', copy, key: keyOf(created.data.create), ranks: { input, output } });
    } else {
      const { params } = Script.parse(tail).script;
      const ranks = { input: params.input, output: params.output };
      lines.push({ action: 'update', copy: params.copy.copy, key: keyOf(Update.parse(head).update), ranks });
    }
  }
  return lines;
}

const keyOf = ({ _index, _id }: { _index: string; _id: string }): string => `${_index}/${_id}`;

export function bodyOf(operations: readonly TestOperation[]): BulkBody {
  const chunks: Buffer[] = [];
  const table: BulkOperation[] = [];
  let size = 0;
  for (const [
    n,
    { id, copy, ranks, index, padding, part = 'document', record = n },
  ] of operations.entries()) {
    const source = { copy, ...ranks, padding: 'x'.repeat(padding) };
    const bytes = Buffer.from(
      `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(source)}\n`,
    );
    const compared = ranks.input + ranks.output > 0 ? { ranks } : {};
    table.push({ record, part, index, start: size, end: size + bytes.length, ...compared });
    chunks.push(bytes);
    size += bytes.length;
  }
  return { bytes: Buffer.concat(chunks), operations: table };
}
