/**
 * Outcomes of a transform as the lines of a bulk request, with a table of which line belongs to which record.
 * Pure, and made in a worker thread: the main thread only slices and sends the bytes.
 */
import { INDEX_PREFIX } from '../../common/plugin';
import type { RecordPointer, RejectedRecord } from '../sources/source';
import type { Indexed, JsonObject, RejectedCode } from '../transforms/outcome';
import { type BodyRanks, ranksToCompare } from './body_ranks';
import { type Granularity, indexName } from './partitions';
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
  private readonly chunks: Buffer[] = [];
  private readonly operations: BulkOperation[] = [];
  private size = 0;

  constructor(private readonly placement: Placement) {}

  /** Adds document and content of a record, or says why it cannot be stored. */
  addIndexed(record: number, outcome: Indexed, pointer: RecordPointer): RejectedCode | undefined {
    const { origin, documentGranularity, contentGranularity, ingested } = this.placement;
    const document = line(
      outcome.id,
      INDEX_PREFIX.invocation,
      outcome.timestamp,
      documentGranularity,
      origin,
      {
        ...outcome.document,
        event: { ...objectOf(outcome.document.event), ingested },
        aws: { ...objectOf(outcome.document.aws), ...arrivedThrough(pointer) },
      },
    );
    const content =
      outcome.content === undefined
        ? undefined
        : line(outcome.id, INDEX_PREFIX.content, outcome.timestamp, contentGranularity, origin, {
            ...outcome.content,
            event: { ...objectOf(outcome.content.event), ingested },
          });
    if (document.bytes.length > MAX_DOCUMENT_BYTES || (content?.bytes.length ?? 0) > MAX_DOCUMENT_BYTES)
      return 'too_large';
    // Content first: whoever finds the document finds its content too.
    const ranks = ranksToCompare(outcome.document);
    if (content !== undefined) this.append(record, 'content', content, ranks);
    this.append(record, 'document', document, ranks);
    return undefined;
  }

  addRejected(record: number, rejected: RejectedRecord): void {
    const { origin, ingested } = this.placement;
    this.append(
      record,
      'rejected',
      line(
        rejectedId(rejected.pointer),
        INDEX_PREFIX.rejected,
        rejectedTimestamp(rejected.pointer),
        'monthly',
        origin,
        rejectedDocument(rejected, origin, ingested),
      ),
    );
  }

  build(): BulkBody {
    // Not from Node's shared pool of small buffers: a worker hands this memory over to the main thread.
    const bytes = Buffer.allocUnsafeSlow(this.size);
    let at = 0;
    for (const chunk of this.chunks) at += chunk.copy(bytes, at);
    return { bytes, operations: this.operations };
  }

  private append(
    record: number,
    part: BulkOperation['part'],
    { index, bytes }: Line,
    ranks?: BodyRanks,
  ): void {
    const place = { record, part, index, start: this.size, end: this.size + bytes.length };
    this.operations.push(ranks === undefined ? place : { ...place, ranks });
    this.chunks.push(bytes);
    this.size += bytes.length;
  }
}

interface Line {
  readonly index: string;
  readonly bytes: Buffer;
}

function line(
  id: string,
  prefix: string,
  timestamp: number,
  granularity: Granularity,
  { namespace }: RecordOrigin,
  source: JsonObject,
): Line {
  const index = indexName(prefix, namespace, timestamp, granularity);
  // `create` never overwrites: the first copy stays, a repeated one answers 409.
  return {
    index,
    bytes: Buffer.from(
      `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(source)}\n`,
    ),
  };
}

/** The catalogue's fields of where a record arrived from; an event id would only repeat the document's own. */
function arrivedThrough(pointer: RecordPointer): JsonObject {
  const origin = awsOrigin(pointer);
  const { event_id: _eventId, ...cloudwatch } = objectOf(origin.cloudwatch);
  return pointer.kind === 'log_event' ? { cloudwatch } : origin;
}

const objectOf = (value: JsonObject[string] | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
