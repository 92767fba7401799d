/**
 * Looks for many phrases in a text at once: one scan for where any of them may begin, and only there the phrase's
 * own expression. Ordinary text is passed over in about a nanosecond for each character.
 */
import { encodedRuns } from './encoded_runs';
import type { Sightings } from './evidence';
import { fold } from './folding';
import type { Phrase } from './indicator';
import { MOST_LOOKED_AT } from './texts';
import { TriggerScan } from './trigger_scan';

/** Worked in by one scan at a time: none calls another before it is done. */
const BYTES = Buffer.alloc(MOST_LOOKED_AT);
const UNITS = new Uint16Array(MOST_LOOKED_AT);
const UNIT_BYTES = Buffer.from(UNITS.buffer);

const NONE: ReadonlySet<Phrase> = new Set();
export const NOTHING_SEEN: Sightings = { phrases: NONE, invisible: false, runs: [] };

const WIDE = /[^ -~]/;
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Fenced and inline code of Markdown; a fence that is never closed reaches to the end. */
const CODE = /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`/g;

/** Every character stays where it is. */
const withoutCode = (text: string): string => text.replace(CODE, (code) => ' '.repeat(code.length));

/**
 * How often the phrases of one text are tried. Ordinary text tries a handful; one that is made of nothing but
 * beginnings is given up on here.
 */
const MOST_TRIED = 2_000;

/** What has been found in one text; its folded form is made when it is first needed. */
class Found {
  phrases: Set<Phrase> | undefined;
  private text: string | undefined;
  private prose: string | undefined;
  private tried = 0;
  constructor(private readonly folded: () => string) {}

  check(phrases: readonly Phrase[], at: number): void {
    for (const phrase of phrases) {
      if (this.tried === MOST_TRIED || this.phrases?.has(phrase)) continue;
      this.tried += 1;
      const text = (this.text ??= this.folded());
      phrase.expression.lastIndex = at;
      if (!phrase.expression.test(phrase.outsideCode ? (this.prose ??= withoutCode(text)) : text)) continue;
      (this.phrases ??= new Set()).add(phrase);
    }
  }
}

export class PhraseSearch {
  private readonly scan: TriggerScan;
  /** Phrases of each trigger of the scan. */
  private readonly scanned: (readonly Phrase[])[];
  /** Triggers of languages that are not written in Latin letters; they are short, and looked for where such are. */
  private readonly wide: RegExp | undefined;
  private readonly widePhrases: ReadonlyMap<string, readonly Phrase[]>;

  constructor(phrases: readonly Phrase[]) {
    const byTrigger = new Map<string, Phrase[]>();
    for (const phrase of phrases) {
      for (const trigger of phrase.triggers) {
        byTrigger.set(trigger, [...(byTrigger.get(trigger) ?? []), phrase]);
      }
    }
    const entries = [...byTrigger];
    const latin = entries.filter(([trigger]) => !WIDE.test(trigger));
    this.scan = new TriggerScan(latin.map(([trigger]) => trigger));
    this.scanned = latin.map(([, owners]) => owners);
    this.widePhrases = new Map(entries.filter(([trigger]) => WIDE.test(trigger)));
    const triggers = [...this.widePhrases.keys()].map(escaped);
    this.wide = triggers.length === 0 ? undefined : new RegExp(triggers.join('|'), 'g');
  }

  /** @param text at most `MOST_LOOKED_AT` characters; what is beyond is not looked at */
  in(text: string): Sightings {
    if (text === '') return NOTHING_SEEN;
    // In UTF-8 only ASCII takes a byte for each character.
    return Buffer.byteLength(text) === text.length ? this.inAscii(text) : this.inAny(text);
  }

  private inAscii(text: string): Sightings {
    const length = BYTES.write(text, 'latin1');
    const found = new Found(() => text.toLowerCase());
    this.scan.scan(BYTES, length, (trigger, at) => found.check(this.scanned[trigger] ?? [], at));
    const runs = encodedRuns(BYTES, length).map(([from, to]) => text.slice(from, to));
    return { phrases: found.phrases ?? NONE, invisible: false, runs };
  }

  private inAny(text: string): Sightings {
    const written = UNIT_BYTES.write(text, 'utf16le') / 2;
    const runs = encodedRuns(UNITS, written).map(([from, to]) => text.slice(from, to));
    const { length, invisible, eastAsian } = fold(UNITS, written, BYTES);
    const found = new Found(() => UNIT_BYTES.toString('utf16le', 0, 2 * length));
    this.scan.scan(BYTES, length, (trigger, at) => found.check(this.scanned[trigger] ?? [], at));
    if (eastAsian && this.wide)
      this.checkWide(this.wide, UNIT_BYTES.toString('utf16le', 0, 2 * length), found);
    return { phrases: found.phrases ?? NONE, invisible, runs };
  }

  private checkWide(wide: RegExp, text: string, found: Found): void {
    for (const { 0: trigger, index } of text.matchAll(wide)) {
      found.check(this.widePhrases.get(trigger) ?? [], index);
    }
  }
}
