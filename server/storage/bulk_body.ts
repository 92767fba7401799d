/**
 * Outcomes of a transform as the lines of a bulk request, with a table of which line belongs to which record.
 * Pure, and made in a worker thread: the main thread only slices and sends the bytes.
 */
import { INDEX_PREFIX } from '../../common/plugin';
import type { RecordPointer, RejectedRecord } from '../sources/source';
import type { Indexed, JsonObject, RejectedCode } from '../transforms/outcome';
import { type BodyRanks, ranksToCompare } from './body_ranks';
import { GrowingBytes } from './growing_bytes';
import { GRANULARITIES, type Granularity, indexName } from './partitions';
import {
  awsOrigin,
  type RecordOrigin,
  rejectedDocument,
  rejectedId,
  rejectedTimestamp,
} from './rejected_records';

export interface BulkOperation {
  /** Number of the record in its batch. */
  readonly record: number;
  readonly part: 'document' | 'content' | 'rejected';
  readonly index: string;
  /** How much this copy says; absent where no stored copy could say less. */
  readonly ranks?: BodyRanks;
  /** Bytes of action line and source line in the body. */
  readonly start: number;
  readonly end: number;
}

export interface BulkBody {
  readonly bytes: Uint8Array;
  readonly operations: readonly BulkOperation[];
}

export interface Placement {
  readonly origin: RecordOrigin;
  readonly documentGranularity: Granularity;
  readonly contentGranularity: Granularity;
  /** Time of first arrival, ISO 8601. */
  readonly ingested: string;
}

/** Beyond this OpenSearch refuses a whole request, however little else is in it. */
export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;

export class BulkBodyBuilder {
  private readonly lines = new GrowingBytes();
  private readonly operations: BulkOperation[] = [];
  /** The last of each kind of index, by its prefix, which stands for one granularity. */
  private readonly partitions = new Map<string, Partition>();

  constructor(private readonly placement: Placement) {}

  /** Bytes so far. */
  get size(): number {
    return this.lines.length;
  }

  /**
   * Adds document and content of a record, or says why it cannot be stored.
   * @throws RangeError for what is nested deeper than the stack; nothing of it is left in the body
   */
  addIndexed(record: number, outcome: Indexed, pointer: RecordPointer): RejectedCode | undefined {
    const { documentGranularity, contentGranularity, ingested } = this.placement;
    const { id, timestamp, document, content } = outcome;
    const ranks = ranksToCompare(document);
    const start = this.lines.length;
    const count = this.operations.length;
    let added = false;
    try {
      // Content first: whoever finds the document finds its content too.
      if (content !== undefined)
        this.append(
          {
            record,
            part: 'content',
            id,
            prefix: INDEX_PREFIX.content,
            timestamp,
            granularity: contentGranularity,
            ranks,
          },
          { ...content, event: { ...objectOf(content.event), ingested } },
        );
      this.append(
        {
          record,
          part: 'document',
          id,
          prefix: INDEX_PREFIX.invocation,
          timestamp,
          granularity: documentGranularity,
          ranks,
        },
        {
          ...document,
          event: { ...objectOf(document.event), ingested },
          aws: { ...objectOf(document.aws), ...arrivedThrough(pointer) },
        },
      );
      added = this.operations.slice(count).every(({ start: from, end }) => end - from <= MAX_DOCUMENT_BYTES);
      return added ? undefined : 'too_large';
    } finally {
      if (!added) {
        this.operations.length = count;
        this.lines.cutTo(start);
      }
    }
  }

  addRejected(record: number, rejected: RejectedRecord): void {
    const { origin, ingested } = this.placement;
    this.append(
      {
        record,
        part: 'rejected',
        id: rejectedId(rejected.pointer),
        prefix: INDEX_PREFIX.rejected,
        timestamp: rejectedTimestamp(rejected.pointer),
        granularity: GRANULARITIES.rejected,
      },
      rejectedDocument(rejected, origin, ingested),
    );
  }

  build(): BulkBody {
    return { bytes: this.lines.take(), operations: this.operations };
  }

  private append(line: Line, source: JsonObject): void {
    const { record, part, id, ranks } = line;
    const { index, quoted } = this.partitionOf(line);
    const start = this.lines.length;
    // `create` never overwrites: the first copy stays, a repeated one answers 409.
    this.lines.write(`{"create":{"_index":${quoted},"_id":${JSON.stringify(id)}}}\n`);
    this.lines.write(JSON.stringify(source));
    this.lines.write('\n');
    this.operations.push({ record, part, index, ranks, start, end: this.lines.length });
  }

  /** Neighbours are mostly of one day, which is in one partition. */
  private partitionOf({ prefix, timestamp, granularity }: Line): Partition {
    const day = Math.floor(timestamp / DAY_MS);
    const known = this.partitions.get(prefix);
    if (known?.day === day) return known;
    const index = indexName(prefix, this.placement.origin.namespace, timestamp, granularity);
    const partition = { day, index, quoted: JSON.stringify(index) };
    this.partitions.set(prefix, partition);
    return partition;
  }
}

const DAY_MS = 86_400_000;

interface Partition {
  readonly day: number;
  readonly index: string;
  /** As JSON. */
  readonly quoted: string;
}

interface Line {
  readonly record: number;
  readonly part: BulkOperation['part'];
  readonly id: string;
  readonly prefix: string;
  readonly timestamp: number;
  readonly granularity: Granularity;
  readonly ranks?: BodyRanks;
}

/** The catalogue's fields of where a record arrived from; an event id would only repeat the document's own. */
function arrivedThrough(pointer: RecordPointer): JsonObject {
  const origin = awsOrigin(pointer);
  const { event_id: _eventId, ...cloudwatch } = objectOf(origin.cloudwatch);
  return pointer.kind === 'log_event' ? { cloudwatch } : origin;
}

const objectOf = (value: JsonObject[string] | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
