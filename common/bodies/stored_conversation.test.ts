import { conversationOf, type Conversation } from './conversation';
import { readStoredConversation, writeStoredConversation } from './stored_conversation';

const CONVERSATION: Conversation = conversationOf({
  system: [{ kind: 'text', text: 'Be brief.' }],
  messages: [
    {
      role: 'user',
      parts: [
        { kind: 'image', mediaType: 'image/png', name: 'cat', uri: 's3://b/k' },
        {
          kind: 'tool_result',
          id: 't',
          content: [
            { kind: 'text', text: '21' },
            { kind: 'unknown', json: [1] },
          ],
          isError: true,
        },
      ],
    },
  ],
  answers: [
    {
      role: 'assistant',
      parts: [
        { kind: 'reasoning', text: 'hm' },
        { kind: 'tool_call', id: 't', name: 'n', input: { a: 1 } },
        { kind: 'citation', json: 'c' },
      ],
    },
  ],
  tools: [{ name: 'n', json: { name: 'n' } }],
  parameters: { stopSequences: ['END'] },
  finishReasons: ['end_turn'],
  responseId: 'r',
  responseModel: 'm',
});

test('what was written is read', () => {
  expect(readStoredConversation(writeStoredConversation(CONVERSATION))).toEqual(CONVERSATION);
});

test('the shape that is stored', () => {
  const stored = JSON.parse(writeStoredConversation(conversationOf({ finishReasons: ['stop'] }))) as unknown;
  expect(stored).toEqual({
    version: 1,
    conversation: {
      system: [],
      messages: [],
      answers: [],
      tools: [],
      parameters: {},
      finishReasons: ['stop'],
      usage: {},
      latency: {},
    },
  });
});

test('a kind of a later build is shown as it stands', () => {
  const text = '{"version":1,"conversation":{"system":[{"kind":"hologram","size":3}]}}';
  expect(readStoredConversation(text)?.system).toEqual([
    { kind: 'unknown', json: { kind: 'hologram', size: 3 } },
  ]);
});

test.each(['', 'null', '[]', '{}', '{"version":2,"conversation":{}}', '{"version":1}', '{"version":1'])(
  'none in %j',
  (text) => expect(readStoredConversation(text)).toBeUndefined(),
);

test('wrong types read as absent', () => {
  const text = '{"version":1,"conversation":{"system":7,"messages":[1,{"role":2,"parts":[3]}],"tools":[4]}}';
  expect(readStoredConversation(text)).toMatchObject({
    system: [],
    messages: [
      { role: '', parts: [] },
      { role: '', parts: [{ kind: 'unknown' }] },
    ],
    tools: [{ json: null }],
  });
});
