/** The plainest exchange of Converse, and what differs from it. */
import type { JsonObject } from '../../../../common/documents/json';
import type { GoldenCase } from './golden';

export const CONVERSE: JsonObject = { operation: 'Converse' };

/** A question and an answer of one text each, and what such a pair says. */
export const plain = (changes: {
  readonly request?: JsonObject;
  readonly response?: JsonObject;
  readonly record?: JsonObject;
  readonly told: GoldenCase['told'];
}): GoldenCase => ({
  record: { ...CONVERSE, ...changes.record },
  request: { messages: [{ role: 'user', content: [{ text: 'Capital of Norway?' }] }], ...changes.request },
  response: {
    output: { message: { role: 'assistant', content: [{ text: 'Oslo it is.' }] } },
    stopReason: 'end_turn',
    ...changes.response,
  },
  told: {
    reader: 'converse',
    operation: 'chat',
    finish: 'stop',
    reasons: ['end_turn'],
    role: 'assistant',
    kinds: ['text'],
    prompt: 'Capital of Norway?',
    completion: 'Oslo it is.',
    ...changes.told,
  },
});
