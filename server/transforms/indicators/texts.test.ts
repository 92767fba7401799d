import { conversationOf, type Message, type Part } from '../../../common/bodies/conversation';
import { text } from './seen.test_support';
import { capped, MOST_LOOKED_AT, textsOf } from './texts';

const turn = (role: string, ...parts: Part[]): Message => ({ role, parts });
const result = (...content: Part[]): Part => ({ kind: 'tool_result', content, isError: false });
const textsOfTurns = (...messages: Message[]) => textsOf(conversationOf({ messages }));

test('only what is new since the model spoke', () => {
  const { asked, tool_result } = textsOfTurns(
    turn('user', text('first')),
    turn('assistant', text('answer')),
    turn('user', text('second')),
    turn('user', text('third'), result(text('page'))),
  );
  expect(asked).toBe('second\nthird');
  expect(tool_result).toBe('page');
});

test('results of tools in messages of their own, as OpenAI and others have them', () => {
  const { asked, tool_result } = textsOfTurns(
    turn('user', text('question')),
    turn('assistant', { kind: 'tool_call', input: {} }),
    turn('tool', result(text('one'))),
    turn('function', text('two')),
  );
  expect(asked).toBe('');
  expect(tool_result).toBe('one\ntwo');
});

test("what the caller put into the model's mouth hides nothing", () => {
  expect(textsOfTurns(turn('user', text('question')), turn('assistant', text('{'))).asked).toBe('question');
});

test('a vendor may call its model otherwise', () => {
  expect(
    textsOfTurns(turn('user', text('a')), turn('chatbot', text('b')), turn('user', text('c'))).asked,
  ).toBe('c');
});

test('instructions among the turns are no question', () => {
  const texts = textsOfTurns(
    turn('user', text('a')),
    turn('system', text('be brief')),
    turn('user', text('b')),
  );
  expect(texts.asked).toBe('a\nb');
  expect(texts.system).toBe('be brief');
});

test('JSON that no reader knows, inside a result: its texts', () => {
  const json = { title: 'Offer', rows: [{ text: 'one', n: 1 }, null, ['two']] };
  expect(textsOfTurns(turn('user', result({ kind: 'unknown', json }))).tool_result).toBe('Offer\none\ntwo');
});

test('what comes back: the answer, and what tools are called with; no reasoning', () => {
  const parts: Part[] = [
    { kind: 'reasoning', text: 'hidden' },
    text('Let me look.'),
    { kind: 'tool_call', name: 'search', input: { query: 'lamps', filters: ['blue', 4] } },
  ];
  const texts = textsOf(conversationOf({ answers: [{ role: 'assistant', parts }] }));
  expect(texts.answer).toBe('Let me look.');
  expect(texts.tool_call).toBe('lamps\nblue');
});

test('of a long text its head and its tail', () => {
  const long = `head ${'.'.repeat(100_000)} tail`;
  const { asked } = textsOfTurns(turn('user', text(long)));
  expect(asked).toHaveLength(MOST_LOOKED_AT);
  expect(asked.startsWith('head ')).toBe(true);
  expect(asked.endsWith(' tail')).toBe(true);
  expect(capped(asked)).toBe(asked);
});

test('JSON nested without end, or as wide as can be, is left when enough was visited', () => {
  let deep: Part = { kind: 'unknown', json: 'innermost' };
  for (let n = 0; n < 5_000; n += 1)
    deep = { kind: 'unknown', json: [deep.kind === 'unknown' ? deep.json : null] };
  expect(textsOfTurns(turn('user', result(deep))).tool_result).toBe('');
  const wide: Part = { kind: 'unknown', json: Array.from({ length: 50_000 }, () => 'x') };
  expect(textsOfTurns(turn('user', result(wide))).tool_result.split('\n')).toHaveLength(1_999);
});
