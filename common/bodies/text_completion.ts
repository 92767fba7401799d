/**
 * Text completion of DeepSeek-R1 under InvokeModel (Bedrock user guide, DeepSeek models), and of whoever else
 * takes a prompt and answers `choices[].text`: there is no usage, and R1 may reason before it speaks.
 */
import { asArray, asCount, asObject, asText, first, objects, type JsonObject } from '../documents/json';
import { firstOf, lastOf } from './chunks';
import { conversationOf, type BodyReader, type Part } from './conversation';
import { splitInlineReasoning } from './inline_reasoning';
import { promptTurns, type PromptTemplate } from './prompt_turns';
import { joinChoices, type ChoicePiece } from './text_choices';
import { openAiUsage } from './usage';
import { parametersIn, type ParameterNames } from './parameters';

/** DeepSeek writes its marks with full-width bars; people type plain ones. */
const TURNS: PromptTemplate = {
  mark: /<[|｜](User|Assistant)[|｜]>/g,
  roleAfter: ([, name]) => (name === 'Assistant' ? 'assistant' : 'user'),
  roleBefore: 'system',
  noise: /<[|｜](?:begin|end)[_▁]of[_▁]sentence[|｜]>|<think>\s*$/g,
};

const OPEN = '<think>';
const CLOSE = '</think>';

/** A prompt that ends in the opening tag has the answer begin inside it. */
const readAnswer =
  (prompt: string) =>
  (text: string): Part[] => {
    const beginsInside = prompt.trimEnd().endsWith(OPEN) && text.includes(CLOSE) && !text.includes(OPEN);
    return splitInlineReasoning([{ kind: 'text', text: beginsInside ? OPEN + text : text }]);
  };

const piecesOf = (chunk: JsonObject): ChoicePiece[] =>
  objects(asArray(chunk.choices)).map((choice, position) => ({
    index: asCount(choice.index) ?? position,
    text: asText(choice.text),
    finishReason: first(asText(choice.stop_reason), asText(choice.finish_reason)),
  }));

/** A prompt alone may be that of an image model: text models are asked with one of these. */
const asksForText = (request: JsonObject): boolean =>
  asText(request.prompt) !== undefined &&
  first(request.max_tokens, request.temperature, request.top_p, request.stop) !== undefined;

const PARAMETERS: ParameterNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop',
};

export const textCompletion: BodyReader = {
  name: 'text_completion',
  vendors: ['deepseek'],
  fits: ({ request, response }) =>
    objects(response).some((chunk) =>
      objects(asArray(chunk.choices)).some(({ text }) => typeof text === 'string'),
    ) || asksForText(asObject(request) ?? {}),
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const chunks = objects(response);
    return conversationOf({
      operationName: 'text_completion',
      messages: promptTurns(asked.prompt, TURNS),
      parameters: parametersIn(asked, PARAMETERS),
      ...joinChoices(chunks.flatMap(piecesOf), readAnswer(asText(asked.prompt) ?? '')),
      usage: openAiUsage(lastOf(chunks, ({ usage }) => asObject(usage))),
      responseId: firstOf(chunks, ({ id }) => asText(id)),
      responseModel: firstOf(chunks, ({ model }) => asText(model)),
    });
  },
};
