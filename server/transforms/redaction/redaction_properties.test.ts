/**
 * A planted secret of any kind, in any place, however the format cuts, nests or escapes it, is in no byte of what is
 * stored.
 */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../common/documents/json';
import { indexed, RECORD } from '../invocation/golden_record.test_support';
import type { Indexed } from '../outcome';
import { INNOCENT, SAMPLES, type Sample } from '../sensitive/samples.test_support';
import { unescapeOnce } from '../sensitive/unescape';

const redacted = (record: Json): Indexed => indexed(record, { contentMode: 'redacted' });

/** As it is stored, and as it reads once every escape is undone. */
function readings(outcome: Indexed): string[] {
  const all = [JSON.stringify([outcome.document, outcome.content])];
  for (let next = unescapeOnce(all[0] ?? ''); next && all.length < 12; next = unescapeOnce(next.text))
    all.push(next.text);
  return all;
}

const bare = (text: string): string => text.replace(/\s/g, '');

function expectGone(record: Json, { kind, secret }: Sample): void {
  const outcome = redacted(record);
  for (const reading of readings(outcome)) {
    expect(reading).not.toContain(secret);
    expect(bare(reading)).not.toContain(bare(secret));
  }
  const { redactions } = (outcome.document.aws_bedrock as JsonObject).invocation as JsonObject;
  expect((redactions as JsonObject).kinds).toContain(kind);
}

const sample = fc.constantFrom(...SAMPLES);
const words = fc.constantFrom('', 'so', ...INNOCENT);

/** The example among words, cut into pieces anywhere. */
const cut = fc
  .tuple(sample, words, words, fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }))
  .map(([planted, before, after, places]) => {
    const text = `${before} ${planted.text} ${after}`;
    const borders = [...new Set([0, ...places.map((place) => place % text.length), text.length])].sort(
      (one, other) => one - other,
    );
    return { planted, pieces: borders.slice(1).map((end, index) => text.slice(borders[index], end)) };
  });

const anthropic = (request: JsonObject, response: Json = { type: 'message', content: [] }): Json => ({
  ...RECORD,
  input: { inputBodyJson: { anthropic_version: 'v', max_tokens: 1, messages: [], ...request } },
  output: { outputBodyJson: response },
});
const user = (content: Json): Json => anthropic({ messages: [{ role: 'user', content }] });
const textBlocks = (pieces: readonly string[]): Json[] => pieces.map((text) => ({ type: 'text', text }));

const anthropicStream = (pieces: readonly string[], type: 'text' | 'thinking'): Json => [
  { type: 'message_start', message: { id: 'm', role: 'assistant', content: [] } },
  { type: 'content_block_start', index: 0, content_block: { type, [type]: '' } },
  ...pieces.map((piece) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: `${type}_delta`, [type]: piece },
  })),
];

const toolStream = (pieces: readonly string[]): Json => [
  { type: 'message_start', message: { id: 'm', role: 'assistant', content: [] } },
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'tool_use', id: 't', name: 'n', input: {} },
  },
  ...pieces.map((partial_json) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'input_json_delta', partial_json },
  })),
];

const novaStream = (pieces: readonly string[]): Json => ({
  ...RECORD,
  operation: 'InvokeModelWithResponseStream',
  modelId: 'amazon.nova-lite-v1:0',
  input: { inputBodyJson: { messages: [], inferenceConfig: {} } },
  output: {
    outputBodyJson: pieces.map((text, contentBlockIndex) => ({
      contentBlockDelta: { delta: { text }, contentBlockIndex },
    })),
  },
});

const openAiStream = (pieces: readonly string[]): Json => ({
  ...RECORD,
  modelId: 'openai.gpt-oss-20b-1:0',
  input: { inputBodyJson: { messages: [] } },
  output: {
    outputBodyJson: pieces.map((content) => ({ choices: [{ index: 0, delta: { content } }] })),
  },
});

const converse = (request: JsonObject, content: Json[] = []): Json => ({
  ...RECORD,
  operation: 'Converse',
  input: { inputBodyJson: { messages: [], ...request } },
  output: { outputBodyJson: { output: { message: { role: 'assistant', content } }, stopReason: 'end_turn' } },
});

/** Every way in which a text comes in pieces. */
const IN_PIECES: Record<string, (pieces: readonly string[]) => Json> = {
  'blocks of a prompt': (pieces) => user(textBlocks(pieces)),
  'blocks of the system prompt': (pieces) => anthropic({ system: textBlocks(pieces) }),
  'blocks of a tool result': (pieces) =>
    user([{ type: 'tool_result', tool_use_id: 't', content: textBlocks(pieces) }]),
  'blocks of an answer': (pieces) => anthropic({}, { type: 'message', content: textBlocks(pieces) }),
  'an answer that was begun': ([begun = '', ...rest]) =>
    anthropic(
      { messages: [{ role: 'assistant', content: begun }] },
      { type: 'message', role: 'assistant', content: textBlocks(rest) },
    ),
  'citations between the blocks': (pieces) =>
    anthropic(
      {},
      {
        type: 'message',
        content: pieces.map((text) => ({ type: 'text', text, citations: [{ cited_text: 'x' }] })),
      },
    ),
  'reasoning between the blocks': (pieces) =>
    converse(
      {},
      pieces.flatMap((text): Json[] => [{ text }, { reasoningContent: { reasoningText: { text: 'hm, ' } } }]),
    ),
  'chunks of a stream': (pieces) => anthropic({}, anthropicStream(pieces, 'text')),
  'chunks of reasoning': (pieces) => anthropic({}, anthropicStream(pieces, 'thinking')),
  'chunks that are blocks': novaStream,
  'chunks of a chat': openAiStream,
  'chunks after reasoning in tags': (pieces) => openAiStream(['<reas', 'oning>hm</reasoning>', ...pieces]),
  'reasoning in tags': (pieces) => openAiStream(['<reasoning>', ...pieces, '</reasoning>x']),
  'reasoning that turns into text': ([first = '', ...rest]) =>
    openAiStream(['<reasoning>', first, '</reasoning>', ...rest]),
};

describe.each(Object.entries(IN_PIECES))('%s', (_name, record) => {
  test('wherever the cuts are', () => {
    fc.assert(
      fc.property(cut, ({ planted, pieces }) => expectGone(record(pieces), planted)),
      { numRuns: 150 },
    );
  });
});

/** Every place where JSON holds a text. */
const IN_JSON: Record<string, (text: string) => Json> = {
  'a value': (text) => ({ note: text }),
  'a value deep inside': (text) => ({ list: [[{ a: { b: [text] } }]] }),
  'a name': (text) => ({ [text]: 1 }),
  'JSON as text': (text) => ({ note: JSON.stringify({ note: text }) }),
  'JSON as text in JSON as text': (text) => ({ note: JSON.stringify({ note: JSON.stringify([text]) }) }),
  'text of escapes': (text) => ({
    note: [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  }),
};

/** Every place that takes JSON. */
const OF_JSON: Record<string, (json: Json) => Json> = {
  'input of a tool call': (input) =>
    anthropic({}, { type: 'message', content: [{ type: 'tool_use', id: 't', name: 'n', input }] }),
  'input of a tool call in the request': (input) =>
    converse({
      messages: [{ role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'n', input } }] }],
    }),
  'result of a tool': (json) =>
    converse({
      messages: [{ role: 'user', content: [{ toolResult: { toolUseId: 't', content: [{ json }] } }] }],
    }),
  'a tool offered': (json) => anthropic({ tools: [{ name: 'n', input_schema: json }] }),
  'a block of an unknown kind': (json) => user([{ type: 'surprise', json }]),
  'a citation': (json) =>
    anthropic({}, { type: 'message', content: [{ type: 'text', text: 'x', citations: [{ json }] }] }),
  'arguments of a chat': (json) => ({
    ...RECORD,
    modelId: 'openai.gpt-oss-20b-1:0',
    output: {
      outputBodyJson: {
        choices: [
          {
            message: { tool_calls: [{ id: 't', function: { name: 'n', arguments: JSON.stringify(json) } }] },
          },
        ],
      },
    },
  }),
  'arguments cut off': (json) => ({
    ...RECORD,
    modelId: 'openai.gpt-oss-20b-1:0',
    output: {
      outputBodyJson: {
        choices: [
          {
            message: {
              tool_calls: [{ id: 't', function: { name: 'n', arguments: `${JSON.stringify(json)},"x` } }],
            },
          },
        ],
      },
    },
  }),
  'text that is JSON': (json) => user(JSON.stringify(json)),
};

describe.each(Object.entries(OF_JSON))('%s', (_name, record) => {
  test.each(Object.entries(IN_JSON))('%s', (_where, json) => {
    fc.assert(
      fc.property(sample, words, (planted, before) =>
        expectGone(record(json(`${before} ${planted.text} .`)), planted),
      ),
      { numRuns: 60 },
    );
  });
});

test.each([
  ['in chunks', 0],
  ['in chunks, of which the last is missing', 2],
])('input of a tool call %s', (_name, missing) => {
  fc.assert(
    fc.property(sample, fc.integer({ min: 1, max: 9 }), (planted, size) => {
      const json = JSON.stringify({ note: planted.text });
      const sent = json.slice(0, json.length - missing);
      expectGone(anthropic({}, toolStream(sent.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [])), planted);
    }),
    { numRuns: 100 },
  );
});

/** Places that hold a text whole. */
const WHOLE: Record<string, (text: string) => Json> = {
  'a stop sequence': (text) => anthropic({ stop_sequences: [text] }),
  'the name of a tool': (text) => anthropic({ tools: [{ name: text }] }),
  'the name of a tool that was called': (text) =>
    anthropic({}, { type: 'message', content: [{ type: 'tool_use', id: 't', name: text, input: {} }] }),
  'a role': (text) => anthropic({ messages: [{ role: text, content: 'x' }] }),
  'the role of the answer': (text) =>
    anthropic({}, { type: 'message', role: text, content: textBlocks(['x']) }),
  'the id of the answer': (text) => anthropic({}, { type: 'message', id: text, content: [] }),
  'the id of a call': (text) => user([{ type: 'tool_result', tool_use_id: text, content: 'x' }]),
  'a finish reason': (text) => anthropic({}, { type: 'message', stop_reason: text, content: [] }),
  'a version': (text) => anthropic({ anthropic_version: text }),
  'the model that answered': (text) => anthropic({}, { type: 'message', model: text, content: [] }),
  'a service tier': (text) => converse({ serviceTier: { type: text } }),
  'the name of a document': (text) =>
    converse({
      messages: [{ role: 'user', content: [{ document: { name: text, format: text, source: {} } }] }],
    }),
  'where an image lies': (text) =>
    user([{ type: 'image', source: { type: 'url', url: `https://x/ ${text}` } }]),
  'the value of request metadata': (text) => ({
    ...(anthropic({}) as JsonObject),
    requestMetadata: { a: text },
  }),
  'the name of request metadata': (text) => ({
    ...(anthropic({}) as JsonObject),
    requestMetadata: { [text]: 'a' },
  }),
  'a media type': (text) => ({
    ...RECORD,
    input: { inputContentType: text, inputBodyJson: { anthropic_version: 'v' } },
  }),
};

describe.each(Object.entries(WHOLE))('%s', (name, record) => {
  test.each(SAMPLES.map((planted) => [planted.kind, planted] as const))('%s', (_kind, planted) => {
    // Roles come in lower case, which is the end of most secrets.
    if (name.includes('role') && planted.secret.toLowerCase() !== planted.secret) {
      expect(readings(redacted(record(planted.text))).join('\n')).not.toContain(planted.secret);
    } else {
      expectGone(record(planted.text), planted);
    }
  });
});

test('what is not sensitive stays as it was', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (texts) => {
      const prompt = texts.join('\n');
      const record = user([
        { type: 'text', text: prompt },
        { type: 'tool_result', tool_use_id: 't', content: prompt },
      ]);
      const [full, masked] = [indexed(record), redacted(record)];
      const wordsOf = ({ content }: Indexed) => (content?.gen_ai as JsonObject).prompt;
      expect(wordsOf(masked)).toEqual(wordsOf(full));
    }),
  );
});
