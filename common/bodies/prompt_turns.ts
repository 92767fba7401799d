/**
 * A prompt of one text, taken apart into who said what. Text-completion models are told turns by marks in the
 * text, each family by its own; a prompt without marks is one user's turn. The marks belong to the format, so
 * they and the space around them go.
 */
import { asText, type Maybe } from '../documents/json';
import type { Message } from './conversation';

export interface PromptTemplate {
  /** Finds the marks (global). One that matches in linear time: prompts are long and anybody's. */
  readonly mark: RegExp;
  /** Whose turn begins at a mark. */
  readonly roleAfter: (mark: RegExpMatchArray) => string;
  /** Whose text stands before the first mark. */
  readonly roleBefore: string;
  /** Marks of begin and end that name nobody (global). */
  readonly noise?: RegExp;
  /** Whether a prompt follows the template, where its marks are words that any text may hold. */
  readonly follows?: (prompt: string) => boolean;
}

/** @param value the prompt as it stands in the request */
export function promptTurns(value: Maybe, template?: PromptTemplate): Message[] {
  const prompt = asText(value);
  if (prompt === undefined) return [];
  const marks = template && (template.follows?.(prompt) ?? true) ? [...prompt.matchAll(template.mark)] : [];
  if (!template || marks.length === 0) return [{ role: 'user', parts: [{ kind: 'text', text: prompt }] }];
  const turns: Message[] = [];
  let role = template.roleBefore;
  let begin = 0;
  const close = (end: number): void => {
    const raw = prompt.slice(begin, end);
    const text = (template.noise ? raw.replace(template.noise, '') : raw).trim();
    // The mark at the end only invites the model to speak.
    if (text !== '') turns.push({ role, parts: [{ kind: 'text', text }] });
  };
  for (const mark of marks) {
    close(mark.index);
    role = template.roleAfter(mark);
    begin = mark.index + mark[0].length;
  }
  close(prompt.length);
  return turns;
}
