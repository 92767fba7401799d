/**
 * What an event is about, from an allow-list of parameters that identify something at AWS. Everything else in a request
 * may be what people wrote, so no other parameter is looked at, and of these only what is formed as an id or an ARN.
 */
import { asObject, asText, type JsonObject, type Maybe } from '../../../common/documents/json';

/** By field of the document; the first that is there counts. Dots lead into objects. */
const REQUEST = {
  model_id: [
    'modelId',
    'model',
    'modelIdentifier',
    'modelArn',
    'foundationModel',
    'baseModelIdentifier',
    'retrieveAndGenerateConfiguration.knowledgeBaseConfiguration.modelArn',
  ],
  guardrail_id: [
    'guardrailIdentifier',
    'guardrailId',
    'guardrailConfig.guardrailIdentifier',
    'guardrailConfiguration.guardrailId',
    'guardrailConfiguration.guardrailIdentifier',
  ],
  guardrail_version: [
    'guardrailVersion',
    'guardrailConfig.guardrailVersion',
    'guardrailConfiguration.guardrailVersion',
  ],
  agent_id: ['agentId'],
  agent_alias_id: ['agentAliasId'],
  knowledge_base_id: [
    'knowledgeBaseId',
    'retrieveAndGenerateConfiguration.knowledgeBaseConfiguration.knowledgeBaseId',
  ],
  data_source_id: ['dataSourceId'],
  flow_id: ['flowIdentifier', 'flowId'],
  prompt_id: ['promptIdentifier', 'promptId'],
  job_arn: ['jobArn', 'jobIdentifier'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type IdentifierField = keyof typeof REQUEST;
export type Identifiers = Readonly<Partial<Record<IdentifierField, string>>>;

/** What AWS called what a request made. */
const RESPONSE: Readonly<Partial<Record<IdentifierField, readonly string[]>>> = {
  guardrail_id: ['guardrailId'],
  agent_id: ['agentId', 'agent.agentId'],
  agent_alias_id: ['agentAliasId', 'agentAlias.agentAliasId'],
  knowledge_base_id: ['knowledgeBase.knowledgeBaseId'],
  data_source_id: ['dataSource.dataSourceId'],
  job_arn: ['jobArn'],
};

const FIELDS = Object.keys(REQUEST) as IdentifierField[];

/** Ids, ids with a path, and ARNs: no blanks, nothing that punctuates a sentence. */
const IDENTIFIER = /^[A-Za-z\d][\w.:/-]{0,2047}$/;

/** A text that can be nothing but an id. */
export function asIdentifier(value: Maybe): string | undefined {
  const text = asText(value);
  return text !== undefined && IDENTIFIER.test(text) ? text : undefined;
}

function at(holder: JsonObject | undefined, path: string): Maybe {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const inner = keys.reduce<JsonObject | undefined>((object, key) => asObject(object?.[key]), holder);
  return inner?.[last];
}

function firstAt(holder: JsonObject | undefined, paths: readonly string[] = []): string | undefined {
  for (const path of paths) {
    const found = asIdentifier(at(holder, path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param request `requestParameters`; @param response `responseElements` */
export function identifiersIn(
  request: JsonObject | undefined,
  response: JsonObject | undefined,
): Identifiers {
  const found: Partial<Record<IdentifierField, string>> = {};
  for (const field of FIELDS) {
    const value = firstAt(request, REQUEST[field]) ?? firstAt(response, RESPONSE[field]);
    if (value !== undefined) found[field] = value;
  }
  return found;
}
