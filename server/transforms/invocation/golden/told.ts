/** What an outcome says, in the short names of golden records. */
import type { Json, JsonObject, Maybe } from '../../../../common/documents/json';
import { asObject, objects } from '../../../../common/documents/json';
import type { Indexed } from '../../outcome';
import type { GoldenCase, Told } from './golden';

/** Where each short name stands in the document. */
const IN_DOCUMENT: Readonly<Partial<Record<keyof Told, string>>> = {
  reader: 'aws_bedrock.invocation.body_reader',
  operation: 'gen_ai.operation.name',
  finish: 'aws_bedrock.invocation.finish_reason',
  reasons: 'gen_ai.response.finish_reasons',
  input: 'gen_ai.usage.prompt_tokens',
  output: 'gen_ai.usage.completion_tokens',
  cacheRead: 'gen_ai.usage.cache_read.input_tokens',
  cacheWrite: 'gen_ai.usage.cache_creation.input_tokens',
  cacheWrite1h: 'aws_bedrock.invocation.input.cache_write_1h_token_count',
  total: 'gen_ai.usage.total_tokens',
  latency: 'gen_ai.performance.response_time',
  firstByte: 'gen_ai.performance.start_response_time',
  perSecond: 'aws_bedrock.invocation.output_tokens_per_second',
  maxTokens: 'gen_ai.request.max_tokens',
  temperature: 'gen_ai.request.temperature',
  topP: 'gen_ai.request.top_p',
  topK: 'gen_ai.request.top_k',
  version: 'gen_ai.request.model.version',
  responseId: 'gen_ai.response.id',
  responseModel: 'gen_ai.response.model',
  role: 'gen_ai.request.model.role',
  kinds: 'aws_bedrock.invocation.input.messages_content_kinds',
  images: 'aws_bedrock.invocation.images_count',
  task: 'aws_bedrock.invocation.task_type',
  imageConfig: 'aws_bedrock.invocation.image_generation_config',
  tier: 'aws_bedrock.invocation.service_tier',
  latencyMode: 'aws_bedrock.invocation.latency_mode',
  intervened: 'aws_bedrock.invocation.guardrail.intervened',
  blocked: 'aws_bedrock.invocation.guardrail.blocked',
  masked: 'aws_bedrock.invocation.guardrail.masked',
  guardrails: 'gen_ai.guardrail_id',
  error: 'error.code',
};

/** Where each short name stands in the content document. */
const IN_CONTENT: Readonly<Partial<Record<keyof Told, string>>> = {
  system: 'gen_ai.system_instructions',
  prompt: 'gen_ai.prompt',
  completion: 'gen_ai.completion',
  reasoning: 'gen_ai.reasoning',
  toolNames: 'gen_ai.tool.names',
  stops: 'gen_ai.request.stop_sequences',
  matches: 'gen_ai.guardrail.matches',
};

const CONTENT_NAMES: ReadonlySet<string> = new Set(Object.keys(IN_CONTENT));

const at = (value: Maybe, path: string): Maybe =>
  path.split('.').reduce<Maybe>((inner, key) => asObject(inner)?.[key], value);

function named(value: Maybe, names: Readonly<Record<string, string>>): JsonObject {
  const found: JsonObject = {};
  for (const [name, path] of Object.entries(names)) {
    const inner = at(value, path);
    if (inner !== undefined) found[name] = inner;
  }
  return found;
}

/** Everything the outcome says that a golden record may expect. */
export function toldBy({ document, content }: Indexed): JsonObject {
  const told = { ...named(document, IN_DOCUMENT), ...named(content, IN_CONTENT) };
  const tools = asObject(at(document, 'aws_bedrock.invocation.tools'));
  if (tools) told.tools = [tools.offered_count ?? 0, tools.called_count ?? 0];
  const findings = objects(at(document, 'aws_bedrock.invocation.guardrail.findings')).map(
    ({ side, guardrail_id, policy, type, name, action }) =>
      [side, guardrail_id, policy, type, name, action].filter((word) => word !== undefined).join(' '),
  );
  if (findings.length > 0) told.findings = findings;
  const vectors = asObject(at(document, 'aws_bedrock.invocation.embeddings'));
  if (vectors?.count !== undefined)
    told.embeddings = named(vectors, { count: 'count', dimensions: 'dimensions' });
  if (at(document, 'event.outcome') === 'failure') told.failure = true;
  for (const [name, side] of [
    ['inputState', 'input'],
    ['outputState', 'output'],
  ] as const) {
    const state = at(document, `aws_bedrock.invocation.${side}.body_state`);
    if (state !== 'inline' && state !== undefined) told[name] = state;
  }
  return told;
}

/** What is expected where no content is kept. */
export const withoutContent = (told: Told): Told =>
  Object.fromEntries(Object.entries(told).filter(([name]) => !CONTENT_NAMES.has(name)));

/** Strings inside bodies, however deep. */
function* stringsIn(value: Maybe): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item);
  else if (value) for (const item of Object.values(value)) yield* stringsIn(item);
}

/**
 * Words of the formats that a document may repeat: kinds of content, stop reasons, and the like. Anything else in a
 * body is what somebody wrote or a model answered.
 */
const WORDS: ReadonlySet<string> = new Set(
  (
    'text image document video audio tool_use tool_result reasoning unknown citation user assistant system tool model ' +
    'chat success failure standard default priority flex end_turn max_tokens stop_sequence message rerank ' +
    'NONE BLOCKED ANONYMIZED INTERVENED input output GROUNDING RELEVANCE'
  ).split(' '),
);

/** Shorter strings stand in documents by chance. */
const SHORTEST = 4;

/** What of the bodies stands in the text of a document although no format's word and not expected there. */
export function leakedInto(document: string, { request, response, told }: GoldenCase): string[] {
  const found = (told.findings ?? []).flatMap((finding) => finding.split(' '));
  const allowed = new Set([...WORDS, ...found, ...stringsIn(withoutContent(told) as Json)]);
  return [...stringsIn([request ?? null, response ?? null])].filter(
    (text) =>
      text.length >= SHORTEST && !allowed.has(text) && document.includes(JSON.stringify(text).slice(1, -1)),
  );
}
