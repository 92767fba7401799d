/** What a call uses: tokens from the characters that are really said, and how long the model takes for them. */
import type { Chat, Embedding, Image, Part } from '../call';
import type { Model } from '../estate/models';
import { NO_TOKENS } from '../prices';
import type { Tokens } from '../prices';
import type { Random } from '../random';

const PICTURE_TOKENS = 1_290;
const LONGEST_MS = 100_000;

const partChars = (part: Part): number => {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return part.text.length;
    case 'image':
      return 0;
    case 'tool_call':
      return part.name.length + JSON.stringify(part.input).length + 40;
    case 'tool_result':
      return JSON.stringify(part.content).length + 40;
  }
};

const charsOf = (parts: readonly Part[]) => parts.reduce((sum, part) => sum + partChars(part), 0);

const tokensOf = (chars: number, model: Model) => Math.ceil(chars / model.charsPerToken);

/** The part of a chat that every call repeats: system prompt and tools. */
const prefixTokens = (chat: Chat, model: Model) =>
  tokensOf(
    chat.system.length + chat.tools.reduce((sum, tool) => sum + JSON.stringify(tool).length, 0),
    model,
  );

/** How the prefix went through the prompt cache. */
export type CacheUse = 'none' | 'read' | 'write_5m' | 'write_1h';

export function chatTokens(
  chat: Chat,
  model: Model,
  cacheUse: CacheUse,
  requestChars: number | undefined,
): Tokens {
  const prefix = prefixTokens(chat, model);
  const parts = chat.messages.flatMap((message) => message.parts);
  const pictures = parts.filter(({ kind }) => kind === 'image').length;
  const rest =
    tokensOf(requestChars ?? charsOf(parts), model) + chat.messages.length * 4 + pictures * PICTURE_TOKENS;
  return {
    input: rest + (cacheUse === 'none' ? prefix : 0),
    output: tokensOf(charsOf(chat.answer), model) + 3,
    cacheRead: cacheUse === 'read' ? prefix : 0,
    cacheWrite5m: cacheUse === 'write_5m' ? prefix : 0,
    cacheWrite1h: cacheUse === 'write_1h' ? prefix : 0,
  };
}

export function embeddingTokens({ texts }: Embedding, model: Model): Tokens {
  return { ...NO_TOKENS, input: texts.reduce((sum, text) => sum + tokensOf(text.length, model), 0) };
}

export interface Latency {
  readonly latencyMs: number;
  readonly firstByteMs: number;
}

export function latencyOf(random: Random, model: Model, tokens: Tokens, image: Image | undefined): Latency {
  const input = tokens.input + tokens.cacheWrite5m + tokens.cacheWrite1h;
  const first = random.around(model.firstByteMs, 0.28) + input * 0.03 + tokens.cacheRead * 0.004;
  const whole =
    first * (image ? image.count * (image.width / 768) : 1) +
    tokens.output * random.around(model.msPerToken, 0.2);
  const latencyMs = Math.round(Math.min(LONGEST_MS, whole));
  return { latencyMs, firstByteMs: Math.min(latencyMs, Math.round(first)) };
}
