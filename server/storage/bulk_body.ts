/**
 * Outcomes of a transform as the lines of a bulk request, with a table of which line belongs to which record.
 * Pure, and made in a worker thread: the main thread only slices and sends the bytes.
 */
import { isMetricDataset } from '../../common/metrics/metric';
import { type Dataset, INDEX_PREFIX } from '../../common/plugin';
import type { RecordPointer, RejectedRecord } from '../sources/source';
import type { Indexed, JsonObject, RejectedCode } from '../transforms/outcome';
import { type BodyRanks, ranksToCompare } from './body_ranks';
import { GrowingBytes } from './growing_bytes';
import { mergedSource, RETRIES_ON_CONFLICT } from './metric_merge';
import { type Granularities, indexName } from './partitions';
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
  /** Adds to what is stored instead of leaving it as it is. */
  readonly merges?: true | undefined;
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
  readonly granularities: Granularities;
  /** Time of first arrival, ISO 8601. */
  readonly ingested: string;
}

/** Beyond this OpenSearch refuses a whole request, however little else is in it. */
export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;

export class BulkBodyBuilder {
  private readonly lines = new GrowingBytes();
  private readonly operations: BulkOperation[] = [];
  /** The last of each data set. */
  private readonly partitions = new Map<Dataset, Partition>();

  constructor(private readonly placement: Placement) {}

  /** Bytes so far. */
  get size(): number {
    return this.lines.length;
  }

  /**
   * Adds document and content of a record, or says why it cannot be stored. Both are completed in place, since copies
   * of so many objects would cost more than all that is added: they are for this body alone.
   * @throws RangeError for what is nested deeper than the stack; nothing of it is left in the body
   */
  addIndexed(record: number, outcome: Indexed, pointer: RecordPointer): RejectedCode | undefined {
    const { dataset, timestamp, document, content } = outcome;
    const id = JSON.stringify(outcome.id);
    const ranks = ranksToCompare(document);
    const start = this.lines.length;
    const count = this.operations.length;
    let added = false;
    try {
      // Content first: whoever finds the document finds its content too.
      if (content !== undefined) {
        this.arrived(content);
        const place = this.partitionOf('content', timestamp);
        this.append({ record, part: 'content', id, place, ranks }, content);
      }
      this.arrived(document);
      const place = this.partitionOf(dataset, timestamp);
      if (isMetricDataset(dataset)) {
        const source = mergedSource(dataset, document, this.placement.ingested);
        this.append({ record, part: 'document', id, place, merges: true }, source);
      } else {
        document.aws = { ...objectOf(document.aws), ...arrivedThrough(pointer) };
        this.append({ record, part: 'document', id, place, ranks }, document);
      }
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
    const { pointer } = rejected;
    const id = JSON.stringify(rejectedId(pointer));
    const place = this.partitionOf('rejected', rejectedTimestamp(pointer));
    this.append({ record, part: 'rejected', id, place }, rejectedDocument(rejected, origin, ingested));
  }

  build(): BulkBody {
    return { bytes: this.lines.take(), operations: this.operations };
  }

  private arrived(source: JsonObject): void {
    const event = objectOf(source.event);
    event.ingested = this.placement.ingested;
    source.event = event;
  }

  private append({ record, part, id, place, ranks, merges }: Line, source: JsonObject): void {
    const start = this.lines.length;
    this.lines.writeLine(`${place.action}${id}}}`);
    this.lines.writeLine(JSON.stringify(source));
    const { index } = place;
    this.operations.push({ record, part, index, ranks, merges, start, end: this.lines.length });
  }

  /** Neighbours are mostly of one day, which is in one partition. */
  private partitionOf(dataset: Dataset, timestamp: number): Partition {
    const day = Math.floor(timestamp / DAY_MS);
    const known = this.partitions.get(dataset);
    if (known?.day === day) return known;
    const { origin, granularities } = this.placement;
    const index = indexName(INDEX_PREFIX[dataset], origin.namespace, timestamp, granularities[dataset]);
    // `create` never overwrites: the first copy stays, a repeated one answers 409.
    const action = isMetricDataset(dataset)
      ? `{"update":{"retry_on_conflict":${RETRIES_ON_CONFLICT},"_index":${JSON.stringify(index)},"_id":`
      : `{"create":{"_index":${JSON.stringify(index)},"_id":`;
    const partition = { day, index, action };
    this.partitions.set(dataset, partition);
    return partition;
  }
}

const DAY_MS = 86_400_000;

interface Partition {
  readonly day: number;
  readonly index: string;
  /** The line that goes before a document, up to its id. */
  readonly action: string;
}

interface Line {
  readonly record: number;
  readonly part: BulkOperation['part'];
  /** As JSON. */
  readonly id: string;
  readonly place: Partition;
  readonly ranks?: BodyRanks;
  readonly merges?: true;
}

/** The catalogue's fields of where a record arrived from; an event id would only repeat the document's own. */
function arrivedThrough(pointer: RecordPointer): JsonObject {
  const origin = awsOrigin(pointer);
  if (pointer.kind !== 'log_event') return origin;
  const { event_id: _eventId, ...cloudwatch } = objectOf(origin.cloudwatch);
  return { cloudwatch };
}

const objectOf = (value: JsonObject[string] | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
