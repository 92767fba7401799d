/** Converse and ConverseStream, with words in every place that holds what somebody wrote or a model answered. */
import { inPieces, type Json, type JsonObject, type WrittenBodies } from './record';
import type { Words } from './words';

const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const base64 = (text: string): string => Buffer.from(text.repeat(8)).toString('base64');

function request(words: Words): JsonObject {
  const image = { format: 'png', source: { bytes: base64(words('image')) } };
  return {
    system: [{ text: words('system') }, { guardContent: { text: { text: words('guarded system') } } }],
    messages: [
      {
        role: 'user',
        content: [
          { text: words('question') },
          { image },
          { document: { name: words('document name'), source: { bytes: base64(words('document')) } } },
          { document: { name: 'd', source: { text: words('document text') } } },
          { video: { format: 'mp4', source: { bytes: base64(words('video')) } } },
          { guardContent: { text: { text: words('guarded'), qualifiers: ['query'] } } },
          { [words('block of another kind')]: words('unknown block') },
        ],
      },
      {
        role: 'assistant',
        content: [
          {
            reasoningContent: {
              reasoningText: { text: words('thought'), signature: base64(words('signed')) },
            },
          },
          { reasoningContent: { redactedContent: base64(words('hidden thought')) } },
          { toolUse: { toolUseId: 'call-1', name: words('tool'), input: toolInput(words) } },
        ],
      },
      {
        role: 'user',
        content: [
          {
            toolResult: {
              toolUseId: 'call-1',
              status: 'error',
              content: [{ json: toolInput(words) }, { text: words('tool said') }, { image }],
            },
          },
        ],
      },
      { role: 'system', content: [{ text: words('late system') }] },
    ],
    toolConfig: {
      tools: [
        {
          toolSpec: {
            name: words('offered tool'),
            description: words('tool description'),
            inputSchema: {
              json: { type: 'object', properties: { [words('property')]: { type: 'string' } } },
            },
          },
        },
      ],
      toolChoice: { tool: { name: words('chosen tool') } },
    },
    inferenceConfig: { maxTokens: 99, temperature: 0.5, topP: 0.9, stopSequences: [words('stop here')] },
    additionalModelRequestFields: { [words('field')]: words('value'), top_k: 5 },
    promptVariables: { name: { text: words('variable') } },
  };
}

export const toolInput = (words: Words): JsonObject => ({
  value: words('tool input'),
  [words('tool key')]: 1,
  deep: [{ inside: [words('deep'), 4111111111111111] }],
});

const assessment = (words: Words): JsonObject => ({
  gr1: {
    topicPolicy: { topics: [{ name: 'Advice', type: 'DENY', action: 'BLOCKED' }] },
    contentPolicy: { filters: [{ type: 'INSULTS', confidence: 'HIGH', action: 'BLOCKED' }] },
    wordPolicy: { customWords: [{ match: words('bad word'), action: 'BLOCKED' }] },
    sensitiveInformationPolicy: {
      piiEntities: [{ type: 'EMAIL', match: words('found pii'), action: 'ANONYMIZED' }],
      regexes: [{ name: 'order', regex: 'o-\\d+', match: words('found pattern'), action: 'BLOCKED' }],
    },
    automatedReasoningPolicy: {
      findings: [{ invalid: { translation: { claims: [{ naturalLanguage: words('claim') }] } } }],
    },
  },
});

const trace = (words: Words): JsonObject => ({
  guardrail: {
    modelOutput: [words('model output before masking')],
    actionReason: words('why it was blocked'),
    inputAssessment: assessment(words),
    outputAssessments: { gr1: [assessment(words).gr1 ?? null] },
  },
});

const USAGE = { inputTokens: 10, outputTokens: 5, totalTokens: 15 };

export function converseBodies(words: Words): WrittenBodies[] {
  const input = request(words);
  const whole: WrittenBodies = {
    name: 'converse',
    operation: 'Converse',
    modelId: MODEL,
    input,
    output: {
      output: {
        message: {
          role: 'assistant',
          content: [
            {
              reasoningContent: {
                reasoningText: { text: words('reasoning'), signature: base64(words('sig')) },
              },
            },
            { text: words('answer') },
            { toolUse: { toolUseId: 'call-2', name: words('called tool'), input: toolInput(words) } },
            {
              citationsContent: {
                content: [{ text: words('cited') }],
                citations: [{ title: words('title'), sourceContent: [{ text: words('source') }] }],
              },
            },
          ],
        },
      },
      stopReason: 'guardrail_intervened',
      usage: USAGE,
      metrics: { latencyMs: 20 },
      trace: trace(words),
      additionalModelResponseFields: { stop_sequence: words('stopped at') },
    },
  };
  const block = (contentBlockIndex: number, deltas: readonly Json[]): Json[] => [
    ...deltas.map((delta) => ({ contentBlockDelta: { contentBlockIndex, delta } })),
    { contentBlockStop: { contentBlockIndex } },
  ];
  const stream: WrittenBodies = {
    name: 'converse stream',
    operation: 'ConverseStream',
    modelId: `us.${MODEL}`,
    input,
    output: [
      { messageStart: { role: 'assistant' } },
      ...block(
        0,
        inPieces(words('streamed thought')).map((text) => ({ reasoningContent: { text } })),
      ),
      ...block(
        1,
        inPieces(words('streamed answer')).map((text) => ({ text })),
      ),
      {
        contentBlockStart: {
          contentBlockIndex: 2,
          start: { toolUse: { toolUseId: 't', name: words('tool') } },
        },
      },
      ...block(
        2,
        inPieces(JSON.stringify(toolInput(words))).map((text) => ({ toolUse: { input: text } })),
      ),
      { messageStop: { stopReason: 'tool_use', additionalModelResponseFields: { x: words('extra') } } },
      { metadata: { usage: USAGE, metrics: { latencyMs: 30 }, trace: trace(words) } },
    ],
  };
  return [whole, stream];
}
