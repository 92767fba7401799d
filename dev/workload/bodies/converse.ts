/**
 * Converse and ConverseStream: one shape for every model. Bedrock logs the stream already put together, in the
 * shape of the Converse response. Source: Converse, API reference of bedrock-runtime.
 */
import type { Call, Json, Part, Stop } from '../call';
import { answerOf, chatOf } from './body';
import type { BodyWriter, Writing } from './body';
import { converseTrace } from './guardrail';

const STOP: Readonly<Record<Stop, string>> = { end: 'end_turn', length: 'max_tokens', tool: 'tool_use' };

function block(part: Part, { random, mediaUri }: Writing): readonly Json[] {
  switch (part.kind) {
    case 'text':
      return [{ text: part.text }];
    case 'reasoning':
      return [{ reasoningContent: { reasoningText: { text: part.text, signature: random.token(48) } } }];
    case 'image': {
      const uri = mediaUri(0);
      return uri === undefined ? [] : [{ image: { format: 'png', source: { s3Location: { uri } } } }];
    }
    case 'tool_call':
      return [{ toolUse: { toolUseId: part.id, name: part.name, input: part.input } }];
    case 'tool_result':
      return [
        {
          toolResult: {
            toolUseId: part.id,
            content: [{ json: part.content }],
            status: part.failed ? 'error' : 'success',
          },
        },
      ];
  }
}

const blocks = (parts: readonly Part[], writing: Writing) => parts.flatMap((part) => block(part, writing));

function usageOf({ fact, use }: Call): Json {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = fact.tokens;
  const written = cacheWrite5m + cacheWrite1h;
  const claude = use.model.body === 'anthropic';
  return {
    inputTokens: input,
    outputTokens: output,
    totalTokens: input + output + cacheRead + written,
    // Claude's counts come under two names.
    cacheReadInputTokens: cacheRead,
    ...(claude && { cacheReadInputTokenCount: cacheRead }),
    cacheWriteInputTokens: written,
    ...(claude && { cacheWriteInputTokenCount: written }),
    ...(written > 0 && {
      cacheDetails: [
        { ttl: '5m', inputTokens: cacheWrite5m },
        { ttl: '1h', inputTokens: cacheWrite1h },
      ],
    }),
  };
}

export const converse: BodyWriter = {
  input: (call, writing) => {
    const { system, messages, tools, cache } = chatOf(call);
    const { parameters, guardrail } = call.application;
    const point: Json[] =
      cache === 'none' ? [] : [{ cachePoint: { type: 'default', ...(cache === '1h' && { ttl: '1h' }) } }];
    return {
      system: [{ text: system }, ...point],
      messages: messages.map(({ role, parts }) => ({ role, content: blocks(parts, writing) })),
      inferenceConfig: {
        maxTokens: parameters.maxTokens,
        temperature: parameters.temperature,
        topP: parameters.topP,
      },
      ...(tools.length > 0 && {
        toolConfig: {
          tools: tools.map(({ name, description, schema }) => ({
            toolSpec: { name, description, inputSchema: { json: schema } },
          })),
        },
      }),
      ...(guardrail && {
        guardrailConfig: {
          guardrailIdentifier: guardrail.id,
          guardrailVersion: guardrail.version,
          ...(guardrail.trace && { trace: 'enabled' }),
        },
      }),
    };
  },
  output: (call, writing) => {
    const trace = converseTrace(call);
    return {
      output: { message: { role: 'assistant', content: blocks(answerOf(call), writing) } },
      stopReason: call.fact.intervened ? 'guardrail_intervened' : STOP[chatOf(call).stop],
      usage: usageOf(call),
      metrics: { latencyMs: call.fact.latencyMs ?? 0 },
      ...(trace !== undefined && { trace }),
      serviceTier: { type: 'default' },
    };
  },
};
