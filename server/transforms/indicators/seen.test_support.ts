/** Short ways for tests to have a text looked at in the place where it would stand, and to say what was seen. */
import { conversationOf, type Part } from '../../../common/bodies/conversation';
import { findIndicators } from './find_indicators';

export const text = (value: string): Part => ({ kind: 'text', text: value });

/** Signatures of a question. */
export const asked = (value: string): readonly string[] =>
  findIndicators(conversationOf({ messages: [{ role: 'user', parts: [text(value)] }] })).signatures;

/** Signatures of what a tool answered. */
export const told = (value: string): readonly string[] =>
  findIndicators(
    conversationOf({
      messages: [{ role: 'user', parts: [{ kind: 'tool_result', content: [text(value)], isError: false }] }],
    }),
  ).signatures;

/** Signatures of an answer, to a system prompt and a question where they matter. */
export const answered = (value: string, { system = '', question = '' } = {}): readonly string[] =>
  findIndicators(
    conversationOf({
      system: [text(system)],
      messages: [{ role: 'user', parts: [text(question)] }],
      answers: [{ role: 'assistant', parts: [text(value)] }],
    }),
  ).signatures;
