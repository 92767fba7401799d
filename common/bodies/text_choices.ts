/**
 * Answers of the text-completion families: one or more choices, whole or cut into the chunks of a stream. Each
 * reader says where its format has text and reason; here they are put together, so that a whole answer is read
 * like a stream of one chunk.
 */
import type { Conversation, Message, Part } from './conversation';

/** Some text of one choice, its reason to end, or both. */
export interface ChoicePiece {
  /** Which choice; pieces of one choice share it. */
  readonly index: number;
  readonly text?: string;
  /** The vendor's word; the last one counts. */
  readonly finishReason?: string;
}

export type Choices = Pick<Conversation, 'answers' | 'finishReasons'>;

const plain = (text: string): Part[] => [{ kind: 'text', text }];

/**
 * @param pieces in the order in which they came
 * @param read what the joined text of a choice holds; nothing but text where not given
 */
export function joinChoices(pieces: Iterable<ChoicePiece>, read: (text: string) => Part[] = plain): Choices {
  const choices = new Map<number, { text: string; finishReason?: string }>();
  for (const { index, text, finishReason } of pieces) {
    const choice = choices.get(index) ?? { text: '' };
    if (text !== undefined) choice.text += text;
    if (finishReason !== undefined) choice.finishReason = finishReason;
    choices.set(index, choice);
  }
  const answers: Message[] = [];
  const finishReasons: string[] = [];
  for (const { text, finishReason } of choices.values()) {
    if (text !== '') answers.push({ role: 'assistant', parts: read(text) });
    if (finishReason !== undefined) finishReasons.push(finishReason);
  }
  return { answers, finishReasons };
}
