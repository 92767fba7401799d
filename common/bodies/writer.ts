/**
 * Writer Palmyra under InvokeModel (Bedrock user guide, Writer AI Palmyra models): the chat completion most
 * vendors share; a message's content may also be a bare object with a text.
 */
import { isChatCompletion, readChatCompletion } from './chat_completion';
import type { BodyReader } from './conversation';

export const writer: BodyReader = {
  name: 'writer',
  vendors: ['writer'],
  fits: isChatCompletion,
  read: readChatCompletion,
};
