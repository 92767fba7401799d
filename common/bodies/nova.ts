/**
 * Amazon Nova under InvokeModel, `messages-v1` (Nova user guide, complete request schema): Converse's shapes
 * with other spellings. The stream's deltas each have their own block index, and `<thinking>` runs across them.
 */
import { asArray, asList, asObject, type Maybe } from '../documents/json';
import type { BodyReader } from './conversation';
import { isConverseAnswer, readConverse } from './converse';

/** Content blocks without a `type`: what tells Nova's messages from everybody else's. */
function hasBareBlocks(messages: Maybe): boolean {
  const block = asObject(asArray(asObject(asList(messages)[0])?.content)?.[0]);
  return block !== undefined && block.type === undefined;
}

export const nova: BodyReader = {
  name: 'nova',
  vendors: ['amazon'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      isConverseAnswer(response) || asked?.schemaVersion === 'messages-v1' || hasBareBlocks(asked?.messages)
    );
  },
  read: readConverse,
};
