/**
 * What a body writer is: it puts a planned call into the words of one vendor, as far as Bedrock logs them. One
 * small file per family; shapes are the vendors' request and response schemas of the Bedrock user guide
 * ("Inference request parameters and response fields for foundation models").
 */
import type { Call, Chat, Json, Message, Part } from '../call';
import type { Random } from '../random';

export interface Writing {
  readonly random: Random;
  /** Where a picture of the request is kept; undefined where it is kept nowhere. */
  readonly mediaUri: (index: number) => string | undefined;
}

export interface BodyWriter {
  readonly input: (call: Call, writing: Writing) => object;
  /** An object, or the array of events of a stream. */
  readonly output: (call: Call, writing: Writing) => object;
}

export const BLOCKED_TEXT =
  'Sorry, I cannot help with that. Please contact our team if you think this is wrong.';

export function chatOf({ task }: Call): Chat {
  if (task.kind !== 'chat')
    throw new TypeError(`a chat body cannot be written for a call of kind ${task.kind}`);
  return task;
}

/** What the caller gets to see: the answer, unless a guardrail changed or replaced it. */
export function answerOf(call: Call): readonly Part[] {
  const { answer } = chatOf(call);
  switch (call.guardrail?.effect) {
    case 'blocked_input':
    case 'blocked_output':
      return [{ kind: 'text', text: BLOCKED_TEXT }];
    case 'masked':
      return [...answer, { kind: 'text', text: '\n\nContact on file: {EMAIL}' }];
    default:
      return answer;
  }
}

export const isBlocked = ({ guardrail }: Call) =>
  guardrail?.effect === 'blocked_input' || guardrail?.effect === 'blocked_output';

/** Plain text of a message, for families whose turns are strings. */
export const textOf = (parts: readonly Part[]) =>
  parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('');

export const reasoningOf = (parts: readonly Part[]) =>
  parts.flatMap((part) => (part.kind === 'reasoning' ? [part.text] : [])).join('');

/** Turns as role and text, for families that know no parts. */
export const plainTurns = (messages: readonly Message[]) =>
  messages.map(({ role, parts }) => ({ role, text: textOf(parts) }));

/** Text in the pieces in which a stream delivers it: joined they are the text again. */
export function pieces(random: Random, text: string): readonly string[] {
  const list: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = random.int(18, 70);
    list.push(text.slice(at, at + length));
    at += length;
  }
  return list;
}

/** Stands on the last chunk of every InvokeModelWithResponseStream. */
export function invocationMetrics({ fact }: Call): { readonly [name: string]: Json } {
  const { tokens, measured } = fact;
  return {
    inputTokenCount: tokens.input,
    outputTokenCount: tokens.output,
    invocationLatency: measured?.latencyMs ?? 0,
    firstByteLatency: measured?.firstByteMs ?? 0,
    ...(usedCache(tokens) && {
      cacheReadInputTokenCount: tokens.cacheRead,
      cacheWriteInputTokenCount: tokens.cacheWrite5m + tokens.cacheWrite1h,
    }),
  };
}

const usedCache = ({ cacheRead, cacheWrite5m, cacheWrite1h }: Call['fact']['tokens']) =>
  cacheRead + cacheWrite5m + cacheWrite1h > 0;
