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

interface Flow {
  readonly pieces: readonly Piece[];
  /** What is taken to stand between them. */
  readonly between: string;
  /**
   * What the format keeps apart is rarely one: there, only what no piece shows by itself counts, so that an address at
   * the end of a thought does not take the first word of the answer with it.
   */
  readonly apart?: true;
}

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

type Cuts = Map<Piece, Cut[]>;

/** Stretches of the pieces that a match in their joined text covers. */
function cutsOf(match: SensitiveMatch, { pieces, between }: Flow): [Piece, Cut][] {
  const cuts: [Piece, Cut][] = [];
  let offset = 0;
  for (const piece of pieces) {
    const from = Math.max(match.start - offset, 0);
    const to = Math.min(match.end - offset, piece.text.length);
    if (from < to) cuts.push([piece, { from, to, match, first: cuts.length === 0 }]);
    offset += piece.text.length + between.length;
    if (offset >= match.end) break;
  }
  return cuts;
}

/** Whether something of the same kind was found there before. */
const isKnown = (cuts: Cuts, [piece, { from, to, match }]: readonly [Piece, Cut]): boolean =>
  cuts.get(piece)?.some((cut) => cut.match.kind === match.kind && cut.from < to && from < cut.to) ?? false;

function search(flow: Flow, cuts: Cuts): void {
  for (const match of findSensitive(joined(flow))) {
    const found = cutsOf(match, flow);
    if (flow.apart && found.some((cut) => isKnown(cuts, cut))) continue;
    for (const [piece, cut] of found) {
      const others = cuts.get(piece);
      if (others) others.push(cut);
      else cuts.set(piece, [cut]);
    }
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

const joined = ({ pieces, between }: Flow): string => pieces.map(({ text }) => text).join(between);

/** Whether nothing was found. */
function pass(flows: readonly Flow[], tally: Tally): boolean {
  const cuts: Cuts = new Map();
  for (const flow of flows) search(flow, cuts);
  for (const [piece, own] of cuts) apply(piece, own, tally);
  return cuts.size === 0;
}

/** Every way in which the pieces are read together. */
function flowsOf(pieces: readonly Piece[]): Flow[] {
  const flows: Flow[] = pieces.map((piece) => ({ pieces: [piece], between: '' }));
  if (pieces.length < 2) return flows;
  const visible = pieces.filter((piece) => piece.visible);
  const thought = pieces.filter((piece) => !piece.visible);
  for (const kind of [visible, thought]) if (kind.length > 1) flows.push({ pieces: kind, between: '' });
  if (visible.length === 0 || thought.length === 0) return flows;
  // Where reasoning ends, the space after it may be gone.
  for (const between of ['', ' ']) flows.push({ pieces, between, apart: true });
  return flows;
}

/** Changes the pieces. */
export function maskFlow(pieces: readonly Piece[], tally: Tally): void {
  const flows = flowsOf(pieces);
  for (let passes = 0; passes < MAX_PASSES; passes += 1) {
    if (!pass(flows, tally)) continue;
    for (const piece of pieces) tally.settle(piece.text);
    return;
  }
  for (const piece of pieces) piece.text = UNSETTLED;
}

export function maskText(text: string, tally: Tally): string {
  if (text === '' || tally.isSettled(text)) return text;
  // Most texts are a name or a word: nothing is made for them.
  if (findSensitive(text).length === 0) {
    tally.settle(text);
    return text;
  }
  const piece = { text, visible: true };
  maskFlow([piece], tally);
  return piece.text;
}
