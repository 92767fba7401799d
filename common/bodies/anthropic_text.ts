/**
 * Anthropic's text completion under InvokeModel (Bedrock user guide, Anthropic Claude Text Completions API), of
 * Claude 2 and Instant: turns are told by `Human:` and `Assistant:`; a stream has chunks of the same shape.
 */
import { asCount, asNumber, asObject, asText, objects, texts } from '../documents/json';
import { firstOf } from './chunks';
import { conversationOf, type BodyReader } from './conversation';
import { promptTurns, type PromptTemplate } from './prompt_turns';
import { joinChoices } from './text_choices';

/** The API itself refuses a prompt without these marks. What stands before them instructs. */
const TURNS: PromptTemplate = {
  mark: /\n\n(Human|Assistant):/g,
  roleAfter: ([, name]) => (name === 'Assistant' ? 'assistant' : 'user'),
  roleBefore: 'system',
  follows: (prompt) => prompt.includes('\n\nHuman:'),
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
      parameters: {
        maxTokens: asCount(asked.max_tokens_to_sample),
        temperature: asNumber(asked.temperature),
        topP: asNumber(asked.top_p),
        topK: asNumber(asked.top_k),
        stopSequences: texts(asked.stop_sequences),
        version: asText(asked.anthropic_version),
      },
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
