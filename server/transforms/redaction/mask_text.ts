/**
 * Masks what is sensitive in texts that belong together. Formats cut a text into blocks and streams into pieces, so a
 * flow of pieces is searched as a whole and each piece alone; what is found stands as `[REDACTED:kind]` where it
 * began, and is gone from every piece it reached into. Masking again changes nothing.
 */
import type { SensitiveMatch } from '../sensitive/detector';
import type { SearchedTexts } from '../sensitive/searched_texts';
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

/** Tells which stretches of the pieces a match in their joined text covers; asked for matches in their order. */
class Places {
  private index = 0;
  private offset = 0;
  constructor(private readonly flow: Flow) {}

  of(match: SensitiveMatch): [Piece, Cut][] {
    const { pieces, between } = this.flow;
    const cuts: [Piece, Cut][] = [];
    for (;;) {
      const piece = pieces[this.index];
      if (!piece) return cuts;
      const from = Math.max(match.start - this.offset, 0);
      const to = Math.min(match.end - this.offset, piece.text.length);
      if (from < to) cuts.push([piece, { from, to, match, first: cuts.length === 0 }]);
      const next = this.offset + piece.text.length + between.length;
      // What comes next may begin in the piece in which this ended.
      if (next > match.end) return cuts;
      this.offset = next;
      this.index += 1;
    }
  }
}

/** Whether something of the same kind was found there before. */
const isKnown = (cuts: Cuts, [piece, { from, to, match }]: readonly [Piece, Cut]): boolean =>
  cuts.get(piece)?.some((cut) => cut.match.kind === match.kind && cut.from < to && from < cut.to) ?? false;

function search(flow: Flow, cuts: Cuts, texts: SearchedTexts): void {
  const places = new Places(flow);
  for (const match of texts.find(joined(flow))) {
    const found = places.of(match);
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

const joined = ({ pieces, between }: Flow): string =>
  pieces.length === 1 ? (pieces[0]?.text ?? '') : pieces.map(({ text }) => text).join(between);

/** Whether nothing was found. */
function pass(flows: readonly Flow[], tally: Tally): boolean {
  const cuts: Cuts = new Map();
  for (const flow of flows) search(flow, cuts, tally.texts);
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
  if (pieces.length === 0) return;
  if (pieces.length === 1 && tally.texts.find(pieces[0]?.text ?? '').length === 0) return;
  const flows = flowsOf(pieces);
  for (let passes = 0; passes < MAX_PASSES; passes += 1) if (pass(flows, tally)) return;
  for (const piece of pieces) piece.text = UNSETTLED;
}

export function maskText(text: string, tally: Tally): string {
  // Most texts are a name or a word: nothing is made for them.
  if (tally.texts.find(text).length === 0) return text;
  const piece = { text, visible: true };
  maskFlow([piece], tally);
  return piece.text;
}
