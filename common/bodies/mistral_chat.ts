/**
 * Mistral's chat completion under InvokeModel (Bedrock user guide, Mistral AI chat completion): the shape most
 * vendors share; older models say `stop_reason` and stream whole messages, newer ones `finish_reason`.
 */
import { isChatCompletion, readChatCompletion } from './chat_completion';
import type { BodyReader } from './conversation';

export const mistralChat: BodyReader = {
  name: 'mistral_chat',
  vendors: ['mistral'],
  fits: isChatCompletion,
  read: readChatCompletion,
};
