/**
 * AI21 Jurassic-2 under InvokeModel (Bedrock user guide, AI21 Labs Jurassic-2 models): a prompt, completions
 * whose texts come with their tokens, which are not kept. No streams and no counts.
 */
import { asArray, asCount, asObject, asText, objects } from '../documents/json';
import { conversationOf, type BodyReader } from './conversation';
import { promptTurns } from './prompt_turns';
import { joinChoices } from './text_choices';
import { parametersIn, type ParameterNames } from './parameters';

const PARAMETERS: ParameterNames = {
  maxTokens: 'maxTokens',
  temperature: 'temperature',
  topP: 'topP',
  stopSequences: 'stopSequences',
};

export const jurassic: BodyReader = {
  name: 'jurassic',
  vendors: ['ai21'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      asArray(asObject(response)?.completions) !== undefined ||
      (asText(asked?.prompt) !== undefined && (asked?.maxTokens ?? asked?.countPenalty) !== undefined)
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const answered = asObject(response);
    return conversationOf({
      operationName: 'text_completion',
      messages: promptTurns(asked.prompt),
      parameters: parametersIn(asked, PARAMETERS),
      ...joinChoices(
        objects(asArray(answered?.completions)).map(({ data, finishReason }, index) => ({
          index,
          text: asText(asObject(data)?.text),
          finishReason: asText(asObject(finishReason)?.reason),
        })),
      ),
      responseId: asText(answered?.id) ?? asCount(answered?.id)?.toString(),
    });
  },
};
