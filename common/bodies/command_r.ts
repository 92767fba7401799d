/**
 * Cohere Command R under InvokeModel (Bedrock user guide, Cohere Command R and Command R+ models): the last
 * message apart from its history, roles in capitals, tool results beside the message. A stream has typed events
 * and ends with the whole answer.
 */
import {
  asArray,
  asCount,
  asObject,
  asText,
  asList,
  first,
  objects,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import { firstOf, lastOf } from './chunks';
import { conversationOf, type BodyReader, type Message, type Part, type Tool } from './conversation';
import { parametersIn, type ParameterNames } from './parameters';

const ROLES: ReadonlyMap<string, string> = new Map([['chatbot', 'assistant']]);

const roleOf = (value: Maybe): string => {
  const role = (asText(value) ?? 'user').toLowerCase();
  return ROLES.get(role) ?? role;
};

const textPart = (value: Maybe): Part[] => {
  const text = asText(value);
  return text === undefined ? [] : [{ kind: 'text', text }];
};

const callParts = (calls: Maybe): Part[] =>
  objects(calls).map(({ name, parameters }) => ({
    kind: 'tool_call',
    name: asText(name),
    input: parameters ?? {},
  }));

/** Each output is an object of the caller's own shape, often with a `text`. */
const resultParts = (results: Maybe): Part[] =>
  objects(results).map(({ outputs }) => ({
    kind: 'tool_result',
    content: asList(outputs).map((output) => ({
      kind: 'text',
      text: asText(output) ?? asText(asObject(output)?.text) ?? JSON.stringify(output),
    })),
    isError: false,
  }));

const documentParts = (documents: Maybe): Part[] =>
  asList(documents).map((document) => ({ kind: 'document', name: asText(asObject(document)?.title) }));

/** A turn of the history, or the request itself, which is the turn after it. */
const turnOf = (turn: JsonObject): Message => ({
  role: roleOf(turn.role),
  parts: [...textPart(turn.message), ...callParts(turn.tool_calls), ...resultParts(turn.tool_results)],
});

function messagesOf(request: JsonObject): Message[] {
  const { role: _role, tool_calls: _calls, ...last } = request;
  const asked = turnOf(last);
  const parts = [...asked.parts, ...documentParts(request.documents)];
  return [
    ...objects(asArray(request.chat_history)).map(turnOf),
    ...(parts.length === 0 ? [] : [{ ...asked, parts }]),
  ];
}

const toolsOf = (value: Maybe): Tool[] => objects(value).map((json) => ({ name: asText(json.name), json }));

/** Events of a stream have a type; the last one holds the answer as it would have come whole. */
function wholeAnswer(chunks: readonly JsonObject[]): JsonObject {
  const ended = lastOf(chunks, ({ response }) => asObject(response));
  const all = (key: string): Maybe =>
    first(
      asArray(ended?.[key]),
      chunks.flatMap((chunk) => asList(chunk[key])),
    );
  return {
    ...ended,
    text: asText(ended?.text) ?? chunks.map(({ text }) => asText(text) ?? '').join(''),
    tool_calls: all('tool_calls') ?? null,
    citations: all('citations') ?? null,
    finish_reason:
      lastOf(chunks, (chunk) => asText(chunk.finish_reason)) ?? asText(ended?.finish_reason) ?? null,
    response_id:
      first(
        asText(ended?.response_id),
        firstOf(chunks, (chunk) => asText(chunk.response_id)),
      ) ?? null,
    generation_id:
      first(
        asText(ended?.generation_id),
        firstOf(chunks, (chunk) => asText(chunk.generation_id)),
      ) ?? null,
  };
}

function answerParts(answer: JsonObject): Part[] {
  const citations: Part[] = asList(answer.citations).map((json) => ({ kind: 'citation', json }));
  return [...textPart(answer.text), ...citations, ...callParts(answer.tool_calls)];
}

const isAnswer = (chunk: JsonObject): boolean =>
  typeof chunk.event_type === 'string' ||
  (typeof chunk.text === 'string' &&
    first(chunk.response_id, chunk.generation_id, chunk.chat_history) !== undefined);

const PARAMETERS: ParameterNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'p',
  topK: 'k',
  stopSequences: 'stop_sequences',
};

export const commandR: BodyReader = {
  name: 'cohere_command_r',
  vendors: ['cohere'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      typeof asked?.message === 'string' ||
      asArray(asked?.chat_history) !== undefined ||
      objects(response).some(isAnswer)
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const answered = asArray(response) ? wholeAnswer(objects(response)) : (asObject(response) ?? {});
    const units = asObject(asObject(answered.meta)?.billed_units);
    const finishReason = asText(answered.finish_reason);
    const parts = answerParts(answered);
    return conversationOf({
      operationName: 'chat',
      system: textPart(asked.preamble),
      messages: messagesOf(asked),
      tools: toolsOf(asked.tools),
      parameters: parametersIn(asked, PARAMETERS),
      answers: parts.length === 0 ? [] : [{ role: 'assistant', parts }],
      finishReasons: finishReason === undefined ? [] : [finishReason],
      usage: { input: asCount(units?.input_tokens), output: asCount(units?.output_tokens) },
      responseId: first(asText(answered.response_id), asText(answered.generation_id)),
    });
  },
};
