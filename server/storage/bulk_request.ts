/**
 * One bulk request: the lines of its operations, as they lie in their bodies, and what the answer says about each of
 * them.
 */
import * as z from 'zod/mini';
import { Failure } from '../failure';
import { answered, changedMeanwhile, isSuccess, statusFailure, storeFailure } from './answers';
import { type ItemVerdict, judgeCreated, judgeUpdated } from './bulk_items';
import type { OpenSearch } from './opensearch';
import type { PendingOperation } from './pending_write';
import { replacementLines } from './replacement';

/** `status` is 0 where nothing was answered. */
export type BulkAnswer =
  | { readonly kind: 'too_large' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly status: number }
  | { readonly kind: 'items'; readonly items: readonly JudgedItem[] };

export interface JudgedItem {
  readonly verdict: ItemVerdict;
  /** What it means for the run if this is not settled. */
  failure(): Failure;
}

/** Reasons are left out of the answer: they quote documents, and are of no use once types are known. */
const ANSWER_FIELDS =
  'errors,items.*.status,items.*.error.type,items.*.error.caused_by.type,items.update.result,error.type';

const Item = z.object({
  status: z.number(),
  result: z.optional(z.string()),
  error: z.optional(
    z.object({ type: z.string(), caused_by: z.optional(z.object({ type: z.optional(z.string()) })) }),
  ),
});
const Answer = z.object({
  items: z.array(z.union([z.object({ create: Item }), z.object({ update: Item })])),
});

/** What most requests come to: everything was created, and no item says more than that. */
const AllCreated = z.object({ errors: z.literal(false), items: z.array(z.unknown()) });

const DOING = 'store documents';
const NEEDED_RIGHT =
  'indices:data/write/bulk on the cluster, indices:data/write/bulk[s], indices:data/write/index and indices:data/write/update on logs-aws_bedrock.*, metrics-aws_bedrock.* and bedrock-content-*';
/** How long OpenSearch waits for a primary shard that is not there, before it says so. */
const SHARD_TIMEOUT = '20s';

/** Never rejects but for an answer that is none. */
export async function sendBulk(
  openSearch: OpenSearch,
  operations: readonly PendingOperation[],
  body: Buffer,
  timeoutMs: number,
): Promise<BulkAnswer> {
  const response = await answered(openSearch, {
    method: 'POST',
    path: '/_bulk',
    querystring: { filter_path: ANSWER_FIELDS, timeout: SHARD_TIMEOUT },
    ndjson: body,
    timeoutMs,
  }).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  if (response instanceof Failure) return { kind: 'failed', failure: response, status: 0 };
  const { statusCode: status } = response;
  if (status === 413) return { kind: 'too_large' };
  if (!isSuccess(response))
    return { kind: 'failed', failure: storeFailure(response, DOING, NEEDED_RIGHT), status };
  return { kind: 'items', items: judgedItems(response.body, operations) };
}

function judgedItems(body: unknown, operations: readonly PendingOperation[]): JudgedItem[] {
  const updates = operations.some(({ replaces, operation: { merges } }) => replaces || merges === true);
  const created = updates ? undefined : AllCreated.safeParse(body);
  const items =
    created?.success === true ? created.data.items.map(() => STORED) : Answer.parse(body).items.map(judged);
  if (items.length !== operations.length) throw new TypeError('a bulk answer does not match its request');
  return items;
}

const STORED: JudgedItem = { verdict: 'stored', failure: changedMeanwhile };

function judged(answer: z.infer<typeof Answer>['items'][number]): JudgedItem {
  const { status, result, error } = 'create' in answer ? answer.create : answer.update;
  const type = error?.type ?? '';
  const item = { status, result, type, causedBy: error?.caused_by?.type ?? '' };
  return {
    verdict: 'create' in answer ? judgeCreated(item) : judgeUpdated(item),
    failure: () => (status === 409 ? changedMeanwhile() : statusFailure(status, type, DOING, NEEDED_RIGHT)),
  };
}

/** Neighbours in a body are sent as they lie; `updated` is ISO 8601. */
export function bulkLines(operations: readonly PendingOperation[], updated: string): Buffer[] {
  const parts: Buffer[] = [];
  let run: { bytes: Buffer; start: number; end: number } | undefined;
  const endRun = (): void => {
    if (run !== undefined) parts.push(run.bytes.subarray(run.start, run.end));
    run = undefined;
  };
  for (const pending of operations) {
    const { write, operation } = pending;
    if (pending.replaces) {
      endRun();
      parts.push(...replacementLines(pending, updated));
    } else if (run?.bytes === write.bytes && run.end === operation.start) {
      run.end = operation.end;
    } else {
      endRun();
      run = { bytes: write.bytes, start: operation.start, end: operation.end };
    }
  }
  endRun();
  return parts;
}
