/**
 * Masks what is sensitive in texts that belong together. Formats cut a text into blocks and streams into pieces, so a
 * flow of pieces is searched as a whole and each piece alone; what is found stands as `[REDACTED:kind]` where it
 * began, and is gone from every piece it reached into. Masking again changes nothing.
 */
import { findSensitive } from '../sensitive/find_sensitive';
import type { SensitiveMatch } from '../sensitive/detector';
import type { Tally } from './tally';

/** A text of which a flow is made. */
export interface Piece {
  text: string;
  /** Whether people see it; what a model only thought may stand between the pieces of what it said. */
  readonly visible: boolean;
}

export const maskOf = (kind: string): string => `[REDACTED:${kind}]`;

/** A stretch of one piece that has to go; the first of a match is where its mask stands. */
interface Cut {
  from: number;
  to: number;
  match: SensitiveMatch;
  first: boolean;
}

/** What is uncovered by a mask is rarely sensitive itself, and never often: what still is after so many goes as a whole. */
const MAX_PASSES = 6;
const UNSETTLED = '[REDACTED:text]';

/** Stretches of the pieces that a match in their joined text covers. */
function cutsOf(match: SensitiveMatch, pieces: readonly Piece[], into: Map<Piece, Cut[]>): void {
  let offset = 0;
  let first = true;
  for (const piece of pieces) {
    const from = Math.max(match.start - offset, 0);
    const to = Math.min(match.end - offset, piece.text.length);
    if (from < to) {
      const cuts = into.get(piece);
      const cut = { from, to, match, first };
      if (cuts) cuts.push(cut);
      else into.set(piece, [cut]);
      first = false;
    }
    offset += piece.text.length;
    if (offset >= match.end) return;
  }
}

function apply(piece: Piece, cuts: Cut[], tally: Tally): void {
  cuts.sort((one, other) => one.from - other.from || other.to - one.to);
  let masked = '';
  let at = 0;
  for (let index = 0; index < cuts.length;) {
    const cut = cuts[index];
    if (!cut) break;
    const { match } = cut;
    let { to, first } = cut;
    // The same thing is found by several searches: what overlaps is one, and its mask may stand in an earlier piece.
    for (index += 1; index < cuts.length; index += 1) {
      const next = cuts[index];
      if (!next || next.from >= to) break;
      to = Math.max(to, next.to);
      first &&= next.first;
    }
    masked += piece.text.slice(at, cut.from);
    if (first) {
      masked += maskOf(match.kind);
      tally.add(match.kind, match.group);
    }
    at = to;
  }
  piece.text = masked + piece.text.slice(at);
}

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** Whether nothing was found. */
function pass(pieces: readonly Piece[], flows: readonly (readonly Piece[])[], tally: Tally): boolean {
  const cuts = new Map<Piece, Cut[]>();
  for (const piece of pieces) for (const match of findSensitive(piece.text)) cutsOf(match, [piece], cuts);
  for (const flow of flows) for (const match of findSensitive(joined(flow))) cutsOf(match, flow, cuts);
  for (const [piece, own] of cuts) apply(piece, own, tally);
  return cuts.size === 0;
}

/** Changes the pieces. */
export function maskFlow(pieces: readonly Piece[], tally: Tally): void {
  const flows: (readonly Piece[])[] = [];
  const visible = pieces.filter((piece) => piece.visible);
  if (pieces.length > 1) flows.push(pieces);
  if (visible.length > 1 && visible.length < pieces.length) flows.push(visible);
  for (let passes = 0; passes < MAX_PASSES; passes += 1) if (pass(pieces, flows, tally)) return;
  for (const piece of pieces) piece.text = UNSETTLED;
}

export function maskText(text: string, tally: Tally): string {
  if (text === '') return text;
  const piece = { text, visible: true };
  maskFlow([piece], tally);
  return piece.text;
}
