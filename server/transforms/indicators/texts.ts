/**
 * Which texts of an invocation are looked at: what is new in this record, and nothing twice.
 *
 * Every request repeats the conversation before it, so looking at all of it would tell of one attempt again with
 * each following turn. New are the messages after the model's last turn (what a person asked, what tools answered)
 * and the answer (text, and what tools are called with). The system prompt is its application's own: it says
 * "never reveal these instructions" every day, so it is only what a leak is compared with. Turns that a caller
 * made up as history, reasoning that is not shown, and descriptions of tools are not looked at.
 */
import type { Conversation, Part } from '../../../common/bodies/conversation';
import { completionText, systemText } from '../../../common/bodies/text';
import type { Json } from '../../../common/documents/json';
import type { Place } from './indicator';

export interface Texts extends Readonly<Record<Place, string>> {
  readonly system: string;
}

/** UTF-16 units of each text that are looked at: of a longer one its head and its tail. */
const HEAD = 24 * 1024;
const TAIL = 8 * 1024 - 1;
export const MOST_LOOKED_AT = HEAD + 1 + TAIL;

/** Values of a tool's input, or of a part no reader knows, that are visited. */
const MOST_VALUES = 2_000;

export const capped = (text: string): string =>
  text.length <= MOST_LOOKED_AT ? text : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`;

/** Texts anywhere in JSON, each on its own line; without recursion, since JSON may be nested as deep as it likes. */
function textsIn(json: Json): string {
  let found = '';
  const open: Json[] = [json];
  for (let visited = 0; visited < MOST_VALUES && found.length < MOST_LOOKED_AT; visited += 1) {
    const value = open.pop();
    if (value === undefined) break;
    if (typeof value === 'string') found += found === '' ? value : `\n${value}`;
    else if (typeof value === 'object' && value !== null) {
      const values = Array.isArray(value) ? value : Object.values(value);
      // Taken from the end: the first value is to come first.
      for (let n = Math.min(values.length, MOST_VALUES) - 1; n >= 0; n -= 1) open.push(values[n] ?? null);
    }
  }
  return found;
}

class Lines {
  text = '';
  add(line: string): void {
    if (line !== '') this.text = this.text === '' ? line : `${this.text}\n${line}`;
  }
}

/** Sorts what the asking side wrote by who speaks: a person, or a tool's result. */
function addAsked(parts: readonly Part[], asked: Lines, results: Lines): void {
  for (const part of parts) {
    if (part.kind === 'text') asked.add(part.text);
    else if (part.kind === 'tool_result') addAsked(part.content, results, results);
    else if (part.kind === 'unknown' && asked === results) results.add(textsIn(part.json));
  }
}

const TOOLS: ReadonlySet<string> = new Set(['tool', 'function']);
const INSTRUCTING: ReadonlySet<string> = new Set(['system', 'developer']);
/** `assistant`, and the words of vendors that have their own. */
const answers = (role: string): boolean => role !== 'user' && !TOOLS.has(role) && !INSTRUCTING.has(role);

export function textsOf(conversation: Conversation): Texts {
  const { messages } = conversation;
  const asked = new Lines();
  const results = new Lines();
  let end = messages.length;
  // What the caller put into the model's mouth for this answer.
  while (end > 0 && answers(messages[end - 1]?.role ?? '')) end -= 1;
  let start = end;
  while (start > 0 && !answers(messages[start - 1]?.role ?? '')) start -= 1;
  for (const { role, parts } of messages.slice(start, end)) {
    if (!INSTRUCTING.has(role)) addAsked(parts, TOOLS.has(role) ? results : asked, results);
  }
  const called = new Lines();
  for (const { parts } of conversation.answers) {
    for (const part of parts) if (part.kind === 'tool_call') called.add(textsIn(part.input));
  }
  return {
    asked: capped(asked.text),
    tool_result: capped(results.text),
    answer: capped(completionText(conversation)),
    tool_call: capped(called.text),
    system: capped(systemText(conversation)),
  };
}
