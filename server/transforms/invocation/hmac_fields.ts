/**
 * Hashes that tell that two calls belong together without telling what was said: keyed, so that nobody who reads
 * an index can test a guess, and absent without a key.
 */
import { createHmac } from 'node:crypto';
import type { Conversation } from '../../../common/bodies/conversation';
import { systemText, userTexts } from '../../../common/bodies/text';
import type { Draft } from './present';
import type { InvocationRecord } from './record';

/** Unambiguous whatever the parts contain. */
const hmac = (key: string, parts: readonly string[]): string =>
  createHmac('sha256', key).update(JSON.stringify(parts), 'utf8').digest('base64url');

/**
 * Calls of one conversation repeat their opening: account, caller, system prompt and first user text. Calls that
 * open with the same template share the id.
 */
export function conversationFields(key: string, record: InvocationRecord, conversation: Conversation): Draft {
  const texts = userTexts(conversation);
  const [opening] = texts;
  if (opening === undefined) return undefined;
  const caller = record.principal?.name ?? record.principal?.arn ?? '';
  return {
    id: hmac(key, [record.accountId ?? '', caller, systemText(conversation), opening]),
    turn: texts.length,
  };
}

/** System prompt and tools: the part of a prompt that repeats, and that a cache could hold. */
export function prefixFields(key: string, conversation: Conversation): Draft {
  const system = systemText(conversation);
  const tools =
    conversation.tools.length === 0 ? '' : JSON.stringify(conversation.tools.map(({ json }) => json));
  const length = system.length + tools.length;
  return length === 0 ? undefined : { hash: hmac(key, [system, tools]), length };
}
