/** Records as they arrive, good and damaged, each with planted words wherever it has room for them. */
import { converseBodies } from './converse_records';
import { modelBodies } from './model_records';
import { type Call, escapedJson, type JsonObject, recordOf, type WrittenBodies } from './record';
import type { Words } from './words';

const allBodies = (words: Words): WrittenBodies[] => [...converseBodies(words), ...modelBodies(words)];

export interface Arrivals extends Omit<Call, 'requestId'> {
  /** Beginning of all request ids. */
  readonly prefix: string;
  /** Whether metadata hold words, too. */
  readonly metadata: boolean;
}

/** Every family as it is. */
export function plainLines(arrivals: Arrivals, words: Words): string[] {
  return records(arrivals, 'plain', words).map((record) => JSON.stringify(record));
}

/** Texts that are cut when they are stored, somewhere in or near the words at their end. */
export function cutLines(arrivals: Arrivals, words: Words, cutAt: number): string[] {
  const { prefix, metadata: _none, ...call } = arrivals;
  return [8, 16, 24, 40].map((before, n) => {
    const said = words('cut');
    const text = `${'so it goes on '.repeat(Math.ceil(cutAt / 14)).slice(0, cutAt - before - 'cut: '.length)}${said}`;
    const answer = {
      output: { message: { role: 'assistant', content: [{ text }] } },
      stopReason: 'end_turn',
    };
    const input = { messages: [{ role: 'user', content: [{ text }] }] };
    const bodies = {
      name: 'cut',
      operation: 'Converse',
      modelId: 'amazon.nova-pro-v1:0',
      input,
      output: answer,
    };
    return JSON.stringify(recordOf({ ...call, requestId: `${prefix}-cut-${n}` }, bodies));
  });
}

/** Every family with all that can be odd about a record that is stored all the same. */
export function oddLines(arrivals: Arrivals, words: Words): string[] {
  const escaped = records(arrivals, 'escaped', words).map(escapedJson);
  const asText = records(arrivals, 'text', words).map(({ input, output, ...record }) =>
    JSON.stringify({ ...record, input: inText(input, 0), output: inText(output, -3) }),
  );
  const failed = records(arrivals, 'failed', words).map((record) =>
    JSON.stringify({
      ...record,
      errorCode: 'ModelErrorException',
      errorMessage: words('error'),
      system: words('stray system'),
      messages: [{ role: 'user', content: words('stray message') }],
      content: words('stray content'),
      [words('stray key')]: { [words('inner key')]: words('stray value') },
    }),
  );
  return [...escaped, ...asText, ...failed];
}

function records(arrivals: Arrivals, kind: string, words: Words): JsonObject[] {
  const { prefix, metadata, ...call } = arrivals;
  return allBodies(words).map((bodies, n) =>
    recordOf({ ...call, requestId: `${prefix}-${kind}-${n}` }, bodies, {
      ...(metadata ? { requestMetadata: { owner: words('owner'), [words('key')]: 'x' } } : {}),
    }),
  );
}

/** The same side with its body as a text, from which so many characters are missing at the end. */
function inText(side: JsonObject[string] | undefined, end: number): JsonObject {
  if (typeof side !== 'object' || side === null || Array.isArray(side)) return {};
  return Object.fromEntries(
    Object.entries(side).map(([key, value]) =>
      key.endsWith('BodyJson')
        ? [key, JSON.stringify(value).slice(0, end === 0 ? undefined : end)]
        : [key, value],
    ),
  );
}

/** None of them becomes a document of its own. */
export function damagedLines(arrivals: Arrivals, words: Words): string[] {
  const [line = ''] = plainLines({ ...arrivals, prefix: `${arrivals.prefix}-damaged` }, words);
  return [
    words('plain words'),
    JSON.stringify(words('a string')),
    JSON.stringify([words('a list')]),
    line.slice(0, -40),
    line.replace(/"timestamp":"[^"]*"/, `"timestamp":${JSON.stringify(words('timestamp'))}`),
    line.replace(/"timestamp":"[^"]*",/, ''),
    line.replace('"ModelInvocationLog"', JSON.stringify(words('schema'))),
  ];
}

/** A call of which a `mortal_worker` dies. */
export const fatalLine = (arrivals: Arrivals, how: 'exit' | 'bug' | 'uncaught', words: Words): string =>
  plainLines({ ...arrivals, prefix: `fatal-${how}` }, words)[0] ?? '';

/** A call whose request lies in S3, at any path. */
export function offloadedLine(arrivals: Arrivals, path: string): string {
  const { prefix, metadata: _none, ...call } = arrivals;
  const bodies: WrittenBodies = {
    name: 'offloaded',
    operation: 'Converse',
    modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    input: null,
    output: { output: { message: { role: 'assistant', content: [] } }, stopReason: 'end_turn' },
  };
  return JSON.stringify(
    recordOf({ ...call, requestId: prefix }, bodies, {
      input: { inputContentType: 'application/json', inputBodyS3Path: path, inputTokenCount: 10 },
    }),
  );
}

/** A request of about so many characters that no compression makes smaller, with words at its end. */
export const longRequest = (words: Words, filling: string): JsonObject => ({
  messages: [{ role: 'user', content: [{ text: `${filling} ${words('end of a long text')}` }] }],
});
