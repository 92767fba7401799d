/**
 * Anthropic's text completion under InvokeModel (Bedrock user guide, Anthropic Claude Text Completions API), of
 * Claude 2 and Instant: turns are told by `Human:` and `Assistant:`; a stream has chunks of the same shape.
 */
import { asObject, asText, objects } from '../documents/json';
import { firstOf } from './chunks';
import { conversationOf, type BodyReader } from './conversation';
import { promptTurns, type PromptTemplate } from './prompt_turns';
import { joinChoices } from './text_choices';
import { parametersIn, type ParameterNames } from './parameters';

/** The API itself refuses a prompt without these marks. What stands before them instructs. */
const TURNS: PromptTemplate = {
  mark: /\n\n(Human|Assistant):/g,
  roleAfter: ([, name]) => (name === 'Assistant' ? 'assistant' : 'user'),
  roleBefore: 'system',
  follows: (prompt) => prompt.includes('\n\nHuman:'),
};

const PARAMETERS: ParameterNames = {
  maxTokens: 'max_tokens_to_sample',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop_sequences',
  version: 'anthropic_version',
};

export const anthropicText: BodyReader = {
  name: 'anthropic_text',
  vendors: ['anthropic'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      asked?.max_tokens_to_sample !== undefined ||
      (asked?.anthropic_version !== undefined && asked.prompt !== undefined) ||
      objects(response).some(({ completion }) => typeof completion === 'string')
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const chunks = objects(response);
    return conversationOf({
      operationName: 'text_completion',
      messages: promptTurns(asked.prompt, TURNS),
      parameters: parametersIn(asked, PARAMETERS),
      ...joinChoices(
        chunks.map(({ completion, stop_reason }) => ({
          index: 0,
          text: asText(completion),
          finishReason: asText(stop_reason),
        })),
      ),
      responseId: firstOf(chunks, ({ id }) => asText(id)),
      responseModel: firstOf(chunks, ({ model }) => asText(model)),
    });
  },
};
