/**
 * Parameters of a request under the names that a family has for them: families of text completion differ in little
 * else. What a family has no name for stays unknown.
 */
import { asCount, asNumber, asText, texts, type JsonObject } from '../documents/json';
import type { Parameters } from './conversation';

export type ParameterNames = { readonly [parameter in keyof Parameters]?: string };

/** @param holder the object that has them: the request, or a configuration inside it */
export function parametersIn(holder: JsonObject, names: ParameterNames): Parameters {
  const under = (name: string | undefined) => (name === undefined ? undefined : holder[name]);
  return {
    maxTokens: asCount(under(names.maxTokens)),
    temperature: asNumber(under(names.temperature)),
    topP: asNumber(under(names.topP)),
    topK: asNumber(under(names.topK)),
    stopSequences: names.stopSequences === undefined ? undefined : texts(holder[names.stopSequences]),
    version: asText(under(names.version)),
  };
}
