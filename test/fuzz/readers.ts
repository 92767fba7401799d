/**
 * Whatever stands in two bodies: every reader looks at any JSON without throwing and without changing it, and what it
 * says is a Conversation.
 */
import fc from 'fast-check';
import type { Bodies, BodyReader, Conversation, Part } from '../../common/bodies/conversation';
import { READERS, readBodies } from '../../common/bodies/registry';
import { asObject, type JsonObject } from '../../common/documents/json';
import { fuzz, type Fuzz } from './fuzz';
import { json } from './inputs/json';
import { mutatedRecord } from './inputs/mutated_record';

const bodiesIn = ({ input, output }: JsonObject): Bodies => ({
  request: asObject(input)?.inputBodyJson,
  response: asObject(output)?.outputBodyJson,
});

const anyBodies: fc.Arbitrary<Bodies> = fc.oneof(
  fc.record({ request: json, response: json }),
  mutatedRecord.map(bodiesIn),
);

const isAbsentOr = (type: 'string' | 'number', value: unknown): boolean =>
  value === undefined || (typeof value === type && !Number.isNaN(value));

function isPart(part: Part): boolean {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return typeof part.text === 'string';
    case 'tool_call':
      return isAbsentOr('string', part.id) && isAbsentOr('string', part.name);
    case 'tool_result':
      return isAbsentOr('string', part.id) && part.content.every(isPart);
    case 'citation':
    case 'unknown':
      return part.json !== undefined;
    default:
      return [part.mediaType, part.name, part.uri].every((value) => isAbsentOr('string', value));
  }
}

function isConversation(conversation: Conversation): boolean {
  const { system, messages, answers, tools, parameters, finishReasons, usage, images, embeddings } =
    conversation;
  const { stopSequences = [], version, ...numbers } = parameters;
  const { taskType, quality, ...sizes } = images ?? {};
  return (
    [{ role: 'system', parts: system }, ...messages, ...answers].every(
      ({ role, parts }) => typeof role === 'string' && parts.every(isPart),
    ) &&
    tools.every(({ name }) => isAbsentOr('string', name)) &&
    [numbers, usage, conversation.latency, sizes, embeddings ?? {}]
      .flatMap((counts) => Object.values(counts))
      .every((value) => isAbsentOr('number', value)) &&
    [...stopSequences, ...finishReasons].every((value) => typeof value === 'string') &&
    [version, taskType, quality, conversation.responseId, conversation.responseModel].every((value) =>
      isAbsentOr('string', value),
    )
  );
}

function readsAnything(reader: BodyReader, bodies: Bodies): void {
  const before = JSON.stringify(bodies);
  if (typeof reader.fits(bodies) !== 'boolean') throw new TypeError('whether it fits is no answer');
  if (!isConversation(reader.read(bodies))) throw new TypeError('no conversation');
  if (JSON.stringify(bodies) !== before) throw new TypeError('the bodies were changed');
}

const vendors = [...new Set(READERS.flatMap((reader) => reader.vendors))];

export const READER_FUZZ: readonly Fuzz[] = [
  ...READERS.map((reader) =>
    fuzz(`${reader.name} reads any bodies`, 150, anyBodies, (bodies) => readsAnything(reader, bodies)),
  ),
  fuzz(
    'no reader fails, whoever the vendor is',
    1_000,
    fc.tuple(anyBodies, fc.constantFrom(undefined, 'newcomer', ...vendors)),
    ([bodies, vendor]) => {
      if (readBodies({ operation: 'InvokeModel', vendor }, bodies).reader === 'failed')
        throw new TypeError('a reader failed');
    },
  ),
];
