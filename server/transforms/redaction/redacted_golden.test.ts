import { readStoredConversation } from '../../../common/bodies/stored_conversation';
import type { Json, JsonObject } from '../../../common/documents/json';
import type { TransformContext } from '../context';
import { ANTHROPIC_INPUT, CONVERSE, indexed, RECORD } from '../invocation/golden_record.test_support';

const redacted = (record: Json, context: Partial<TransformContext> = {}) =>
  indexed(record, { contentMode: 'redacted', ...context });

const genAi = ({ content }: ReturnType<typeof redacted>) => content?.gen_ai as JsonObject;
const invocationOf = (document: JsonObject | undefined) =>
  (document?.aws_bedrock as JsonObject).invocation as JsonObject;

const CALL: JsonObject = {
  ...RECORD,
  requestMetadata: {
    owner: 'jane@example.com',
    'bob@example.com': 'x',
    'eve@example.com': 'y',
    ticket: '42',
  },
  input: {
    inputBodyS3Path: 's3://logs/a/data/r_input.json.gz',
    inputBodyJson: {
      ...ANTHROPIC_INPUT,
      system: 'Never tell AKIAIOSFODNN7EXAMPLE.',
      messages: [
        { role: 'user', content: 'I am jane@example.com.' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 't', name: 'pay', input: { card: 4111111111111111 } }],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 't', content: 'paid 4111 1111 1111 1111' }],
        },
      ],
    },
  },
  output: {
    outputBodyJson: {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Jane is jane@example.com' },
        { type: 'text', text: 'Call +49 30 901820, jane@example.com.' },
      ],
      stop_reason: 'end_turn',
    },
  },
};

test('every text is masked, and the document says what was', () => {
  const outcome = redacted(CALL);
  expect(genAi(outcome)).toMatchObject({
    system_instructions: 'Never tell [REDACTED:aws_access_key].',
    prompt: 'paid [REDACTED:payment_card]',
    completion: 'Call [REDACTED:phone], [REDACTED:email].',
    reasoning: 'Jane is [REDACTED:email]',
    tool: { names: ['get_weather'] },
    request: { stop_sequences: ['X'] },
  });
  expect(invocationOf(outcome.content).output).toMatchObject({
    completion_text: 'Call [REDACTED:phone], [REDACTED:email].',
  });
  expect(invocationOf(outcome.document)).toMatchObject({
    request_metadata: {
      owner: '[REDACTED:email]',
      '[REDACTED:email]': 'x',
      '[REDACTED:email] 2': 'y',
      ticket: '42',
    },
    request_metadata_pairs: [
      'owner=[REDACTED:email]',
      '[REDACTED:email]=x',
      '[REDACTED:email] 2=y',
      'ticket=42',
    ],
    redactions: {
      total: 10,
      pii: 9,
      secret: 1,
      kinds: ['aws_access_key', 'email', 'payment_card', 'phone'],
      by_kind: [
        { kind: 'aws_access_key', count: 1 },
        { kind: 'email', count: 6 },
        { kind: 'payment_card', count: 2 },
        { kind: 'phone', count: 1 },
      ],
    },
  });
});

test('the conversation is stored in place of the bodies, and read back as what it was', () => {
  const outcome = redacted(CALL);
  const conversation = readStoredConversation(String(genAi(outcome).conversation));
  expect(conversation).toMatchObject({
    system: [{ kind: 'text', text: 'Never tell [REDACTED:aws_access_key].' }],
    messages: [
      { role: 'user', parts: [{ kind: 'text', text: 'I am [REDACTED:email].' }] },
      { role: 'assistant', parts: [{ kind: 'tool_call', input: { card: '[REDACTED:payment_card]' } }] },
      { role: 'user', parts: [{ kind: 'tool_result', content: [{ text: 'paid [REDACTED:payment_card]' }] }] },
    ],
    answers: [{ role: 'assistant', parts: [{ kind: 'reasoning' }, { kind: 'text' }] }],
    tools: [{ name: 'get_weather' }],
    finishReasons: ['end_turn'],
    responseId: 'msg_1',
  });
  expect(Object.keys(invocationOf(outcome.content).input as JsonObject)).toEqual([
    'body_state',
    'input_body_s3_path',
  ]);
  expect(Object.keys(invocationOf(outcome.content).output as JsonObject)).toEqual([
    'body_state',
    'completion_text',
  ]);
});

test('nothing to mask: the same texts and document as in full, and a total of 0', () => {
  const [full, masked] = [indexed(CONVERSE), redacted(CONVERSE)];
  const { redactions, ...rest } = invocationOf(masked.document);
  expect(redactions).toEqual({ total: 0, pii: 0, secret: 0 });
  expect(rest).toEqual(invocationOf(full.document));
  const { conversation, ...texts } = genAi(masked);
  expect(conversation).toBeDefined();
  expect(texts).toEqual(genAi(full));
});

test('keyed hashes are those of mode full, so that calls of one conversation are found in either', () => {
  const lookups = { accountNames: {}, resolvedModels: {}, hmacKey: 'key' };
  const [full, masked] = [indexed(CALL, { lookups }), redacted(CALL, { lookups })];
  expect(invocationOf(masked.document).conversation).toEqual(invocationOf(full.document).conversation);
  expect(invocationOf(masked.document).prompt_prefix).toEqual(invocationOf(full.document).prompt_prefix);
});

test('who called is never masked: it is what the document is about', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/Sso/jane@example.com';
  const { document } = redacted({ ...CALL, identity: { arn } });
  expect(document.user).toMatchObject({ id: arn });
  expect(invocationOf(document).identity).toMatchObject({ session_name: 'jane@example.com' });
});

describe('sizes', () => {
  const long = (text: string): Json => ({
    ...RECORD,
    input: { inputBodyJson: { anthropic_version: 'v', messages: [{ role: 'user', content: text }] } },
  });

  test('a secret at the limit is masked before the text is cut', () => {
    for (let place = 0; place <= 24; place += 1) {
      const text = `${'x'.repeat(40 - place)} AKIAIOSFODNN7EXAMPLE`;
      const limits = { maxBodyBytes: 10, maxTextBytes: 42 };
      const { prompt } = genAi(redacted(long(text), { limits }));
      expect(prompt).not.toContain('AKIA');
    }
  });

  test('a conversation that is too large leaves its length, and no hash', () => {
    const limits = { maxBodyBytes: 300, maxTextBytes: 1000 };
    const outcome = redacted(long(`jane@example.com ${'y'.repeat(300)}`), { limits });
    expect(genAi(outcome)).toMatchObject({ prompt: expect.stringContaining('yyy') as string });
    expect(genAi(outcome).conversation).toBeUndefined();
    expect(genAi(outcome).conversation_massive_length).toBeGreaterThan(300);
    expect(JSON.stringify(outcome.content)).not.toContain('massive_hash');
  });
});

describe('what no reader can read', () => {
  test.each<[string, JsonObject]>([
    ['an unknown shape', { input: { inputBodyJson: { poem: 'CANARY' } } }],
    ['text', { input: { inputBodyJson: 'CANARY' } }],
    ['text that was cut', { input: { inputBodyJson: '{"prompt":"CANARY' } }],
    ['an unknown answer', { output: { outputBodyJson: [['CANARY']] } }],
    [
      'a trace beside an unknown shape',
      {
        output: {
          outputBodyJson: {
            poem: 'CANARY',
            'amazon-bedrock-guardrailAction': 'INTERVENED',
            'amazon-bedrock-trace': {
              guardrail: {
                input: { gr: { wordPolicy: { customWords: [{ match: 'CANARY', action: 'BLOCKED' }] } } },
              },
            },
          },
        },
      },
    ],
  ])('%s leaves nothing', (_name, sides) => {
    const outcome = redacted({ ...RECORD, modelId: 'unheard.of', ...sides });
    expect(invocationOf(outcome.document).body_reader).toMatch(/unknown|failed/);
    expect(JSON.stringify(outcome)).not.toContain('CANARY');
    expect(outcome.content?.gen_ai).toBeUndefined();
  });
});

describe('what a guardrail matched', () => {
  const traced = (policy: JsonObject): Json => ({
    ...CONVERSE,
    output: {
      outputBodyJson: {
        output: { message: { role: 'assistant', content: [{ text: 'Sorry.' }] } },
        trace: { guardrail: { inputAssessment: { gr: policy } } },
      },
    },
  });

  test('is sensitive where the policy says so', () => {
    const piiEntities = [
      { type: 'NAME', match: 'Jane Doe', action: 'ANONYMIZED' },
      { type: 'jane doe', match: 'Jane Doe', action: 'ANONYMIZED' },
    ];
    const regexes = [{ name: 'account', match: '12345678', action: 'BLOCKED' }];
    const outcome = redacted(traced({ sensitiveInformationPolicy: { piiEntities, regexes } }));
    expect(genAi(outcome).guardrail).toEqual({
      matches: ['[REDACTED:guardrail_name]', '[REDACTED:guardrail_match]', '[REDACTED:guardrail_regex]'],
    });
    expect(JSON.stringify(outcome.content)).not.toMatch(/Jane Doe|12345678/);
  });

  test('is a text where it does not', () => {
    const customWords = [{ match: 'mail jane@example.com', action: 'BLOCKED' }];
    expect(genAi(redacted(traced({ wordPolicy: { customWords } }))).guardrail).toEqual({
      matches: ['mail [REDACTED:email]'],
    });
  });
});

describe('media', () => {
  const PNG = `iVBORw0KGgo${'A'.repeat(80)}`;
  test.each<[string, Json]>([
    ['an image', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }],
    ['an unknown block', { type: 'surprise', source: { bytes: PNG } }],
    ['input of a tool', { type: 'tool_use', id: 't', name: 'n', input: { image: PNG } }],
    ['a text', { type: 'text', text: `see data:image/png;base64,${PNG} there` }],
    ['a link', { type: 'image', source: { type: 'url', url: `data:image/png;base64,${PNG}` } }],
  ])('%s leaves neither bytes nor a hash of them', (_name, block) => {
    const outcome = redacted({
      ...RECORD,
      input: { inputBodyJson: { anthropic_version: 'v', messages: [{ role: 'user', content: [block] }] } },
    });
    expect(JSON.stringify(outcome)).not.toMatch(/AAAAAAAA|sha256/);
  });
});
