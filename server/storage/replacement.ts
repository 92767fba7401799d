/**
 * The lines by which a richer copy takes the place of a poorer one: a scripted update that compares with what is
 * stored at that very moment, so that of two collectors at once the richer copy stays, whoever comes last. Time of
 * first arrival stays; that something changed, and when, is said.
 */
import * as z from 'zod/mini';
import { BODY_STATE_RANKS, bodyStatePath, UNKNOWN_RANK } from './body_ranks';
import type { PendingOperation } from './pending_write';

/** Params: ranks, unknown, paths, input, output, updated, copy. The same text always, so that it is compiled once. */
const REPLACE_POORER = `
int rankOf(Map stored, List path, Map ranks, int unknown) {
  def at = stored;
  for (def key : path) {
    if (!(at instanceof Map)) { return unknown; }
    at = ((Map) at).get(key);
  }
  return ranks.containsKey(at) ? (int) ranks.get(at) : unknown;
}
def s = ctx._source;
int input = rankOf(s, params.paths.input, params.ranks, params.unknown);
int output = rankOf(s, params.paths.output, params.ranks, params.unknown);
if (params.input < input || params.output < output
    || (params.input == input && params.output == output)) { ctx.op = 'none'; }
else {
  def ingested = s.event instanceof Map ? s.event.ingested : null;
  Map event = params.copy.event instanceof Map ? new HashMap(params.copy.event) : new HashMap();
  s.clear();
  s.putAll(params.copy);
  if (ingested != null) { event.ingested = ingested; }
  event.updated = params.updated;
  s.event = event;
}`;

/** Other collectors change the same document at the same time; the script decides again each time. */
const RETRIES_ON_CONFLICT = 3;

const CLOSING = '}}}';
/** What is the same for every replacement, as text that goes on with more params: there may be thousands in a request. */
const OPENING = JSON.stringify({
  script: {
    lang: 'painless',
    source: REPLACE_POORER,
    params: {
      ranks: BODY_STATE_RANKS,
      unknown: UNKNOWN_RANK,
      paths: { input: bodyStatePath('input'), output: bodyStatePath('output') },
    },
  },
}).slice(0, -CLOSING.length);

/** What a replacement is longer than the lines it is made of, at most: an index name has 255 bytes. */
export const REPLACEMENT_BYTES = Buffer.byteLength(OPENING) + 512;

const NEWLINE = 0x0a;
const CLOSING_LINE = Buffer.from(`${CLOSING}\n`);

const Action = z.object({ create: z.object({ _index: z.string(), _id: z.string() }) });

/** Index and id that an operation's own action line names. */
export function addressOf({ write, operation }: PendingOperation): {
  readonly _index: string;
  readonly _id: string;
} {
  const end = write.bytes.indexOf(NEWLINE, operation.start);
  return Action.parse(JSON.parse(write.bytes.toString('utf8', operation.start, end))).create;
}

/** `updated` is ISO 8601. Only for operations that have ranks. */
export function replacementLines(pending: PendingOperation, updated: string): Buffer[] {
  const { write, operation } = pending;
  const { ranks } = operation;
  if (ranks === undefined) throw new TypeError('a copy without ranks cannot replace another');
  const action = { update: { ...addressOf(pending), retry_on_conflict: RETRIES_ON_CONFLICT } };
  const own = `,"input":${ranks.input},"output":${ranks.output},"updated":${JSON.stringify(updated)},"copy":`;
  const opening = `${JSON.stringify(action)}\n${OPENING}${own}`;
  const source = write.bytes.indexOf(NEWLINE, operation.start) + 1;
  return [Buffer.from(opening), write.bytes.subarray(source, operation.end - 1), CLOSING_LINE];
}
