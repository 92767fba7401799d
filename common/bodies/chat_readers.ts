/**
 * Readers of chat completions as OpenAI shaped them, by who speaks that way under InvokeModel. They differ in their
 * name and in whose bodies they claim (Bedrock user guide: OpenAI models, Mistral AI chat completion, AI21 Labs Jamba
 * models, Writer AI Palmyra models); another vendor is a word in the list.
 */
import { isChatCompletion, readChatCompletion } from './chat_completion';
import type { BodyReader } from './conversation';

const VENDORS: Readonly<Record<string, readonly string[]>> = {
  // gpt-oss (which reasons inside `<reasoning>` before its text), Qwen, Kimi, GLM, MiniMax, Gemma, Nemotron, DeepSeek V3.
  openai_chat: ['openai', 'qwen', 'moonshot', 'zai', 'minimax', 'google', 'nvidia', 'deepseek', 'xai'],
  // Older models say `stop_reason` and stream whole messages, newer ones `finish_reason`.
  mistral_chat: ['mistral'],
  jamba: ['ai21'],
  // A message's content may also be a bare object with a text.
  writer: ['writer'],
};

export const CHAT_READERS: readonly BodyReader[] = Object.entries(VENDORS).map(([name, vendors]) => ({
  name,
  vendors,
  fits: isChatCompletion,
  read: readChatCompletion,
}));
