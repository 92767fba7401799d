/**
 * AI21 Jamba under InvokeModel (Bedrock user guide, AI21 Labs Jamba models): the chat completion most vendors
 * share.
 */
import { isChatCompletion, readChatCompletion } from './chat_completion';
import type { BodyReader } from './conversation';

export const jamba: BodyReader = {
  name: 'jamba',
  vendors: ['ai21'],
  fits: isChatCompletion,
  read: readChatCompletion,
};
