/**
 * OpenAI-style chat completions under InvokeModel: gpt-oss (which reasons inside `<reasoning>` tags before its
 * text), Qwen, Kimi, GLM, MiniMax, Gemma, Nemotron, DeepSeek V3 and whoever comes next (Bedrock user guide,
 * OpenAI models).
 */
import { isChatCompletion, readChatCompletion } from './chat_completion';
import type { BodyReader } from './conversation';

export const openAiChat: BodyReader = {
  name: 'openai_chat',
  vendors: ['openai', 'qwen', 'moonshot', 'zai', 'minimax', 'google', 'nvidia', 'deepseek', 'xai'],
  fits: isChatCompletion,
  read: readChatCompletion,
};
