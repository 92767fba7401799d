/** Records of made-up calls around bodies that hold planted words. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export interface WrittenBodies {
  readonly name: string;
  readonly operation: string;
  readonly modelId: string;
  readonly input: Json;
  readonly output: Json;
}

export interface Call {
  readonly accountId: string;
  readonly region: string;
  readonly requestId: string;
  readonly timestamp: number;
}

/** Into pieces of three characters, as a stream may bring a text. */
export const inPieces = (text: string): string[] => text.match(/.{1,3}/gsu) ?? [];

/** As Bedrock logs it; `more` are keys of the record itself. */
export const recordOf = (call: Call, bodies: WrittenBodies, more: JsonObject = {}): JsonObject => ({
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
  timestamp: new Date(call.timestamp).toISOString(),
  accountId: call.accountId,
  region: call.region,
  requestId: call.requestId,
  operation: bodies.operation,
  modelId: bodies.modelId,
  identity: { arn: `arn:aws:sts::${call.accountId}:assumed-role/app/session` },
  input: { inputContentType: 'application/json', inputBodyJson: bodies.input, inputTokenCount: 10 },
  output: { outputContentType: 'application/json', outputBodyJson: bodies.output, outputTokenCount: 5 },
  ...more,
});

/** JSON text in which every character of every string is written as its code. */
export function escapedJson(value: Json): string {
  if (typeof value === 'string') return escapedText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(escapedJson).join(',')}]`;
  const entries = Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : [`${escapedText(key)}:${escapedJson(inner)}`],
  );
  return `{${entries.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const escapedText = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
