/** A pool without threads: the same jobs, run where the test runs, for tests of what stands around them. */
import type { OffloadedBodies, OpenedObject, RawRecord } from '../../sources/source';
import type { TellModel } from '../models/model_directory';
import { LearningContext } from './learning_context';
import { BodyPermits } from './record_bodies';
import { type JobPort, runJob, type Transform } from './transform_job';
import type { TransformRequest } from './transform_pool';
import { FIRST_ATTEMPT, type JobStart, type TransformedPiece } from './transform_protocol';
import { GRANULARITIES } from '../../storage/partitions';

export interface Ran {
  readonly pieces: TransformedPiece[];
  /** Most bodies that were on their way at the same time. */
  readonly fetchedAtOnce: number;
}

export const CONTEXT = {
  namespace: 'default',
  contentMode: 'full' as const,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};

export const PLACEMENT = {
  origin: {
    integrationId: 'it',
    accountId: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    namespace: 'default',
  },
  granularities: GRANULARITIES,
  ingested: '2026-11-22T00:00:00.000Z',
};

export const POINTER = {
  kind: 's3_object' as const,
  bucket: 'bucket',
  key: 'key',
  etag: 'etag',
  line: 0,
  last_modified: 0,
};

type Input =
  | { readonly bytes: Uint8Array }
  | { readonly chunks: readonly Uint8Array[] }
  | { readonly texts: readonly string[] };

export function inputOf(input: Input): JobStart['input'] {
  if ('texts' in input)
    return {
      kind: 'records',
      bytes: Buffer.from(input.texts.join('')),
      lengths: input.texts.map((text) => Buffer.byteLength(text)),
      pointers: input.texts.map((_text, n) => logEvent(n)),
    };
  if ('bytes' in input) return { kind: 'object', pointer: POINTER, bytes: input.bytes, whole: true };
  return { kind: 'object', pointer: POINTER, bytes: input.chunks[0] ?? Buffer.alloc(0), whole: false };
}

export const logEvent = (n: number) => ({
  kind: 'log_event' as const,
  log_group: 'group',
  log_stream: 'stream',
  event_id: `event ${n}`,
  timestamp: 0,
});

/** One job from beginning to end. Rejects as the job does. */
export async function ran(
  input: Input,
  transform: Transform,
  start: Partial<JobStart> & { readonly bodies?: OffloadedBodies; readonly tellModel?: TellModel } = {},
): Promise<Ran> {
  const pieces: TransformedPiece[] = [];
  const rest = 'chunks' in input ? input.chunks.slice(1) : [];
  let fetching = 0;
  let fetchedAtOnce = 0;
  const { bodies, tellModel } = start;
  const port: JobPort = {
    nextChunk: async () => rest.shift(),
    fetchBody: async (path) => {
      fetching += 1;
      fetchedAtOnce = Math.max(fetchedAtOnce, fetching);
      const answer = await bodies?.fetch(path, new AbortController().signal);
      fetching -= 1;
      return answer instanceof Uint8Array ? answer : 'left';
    },
    askModel: async (modelId) => (await tellModel?.(modelId)) ?? {},
    emit: async (piece) => void pieces.push(piece),
  };
  await runJob(
    {
      job: 1,
      placement: PLACEMENT,
      input: inputOf(input),
      fetchBodies: bodies !== undefined,
      askModels: tellModel !== undefined,
      attempt: FIRST_ATTEMPT,
      ...start,
      context: new LearningContext(start.context ?? CONTEXT),
    },
    port,
    { transform, permits: new BodyPermits(4), workingOn: () => undefined },
  );
  return { pieces, fetchedAtOnce };
}

const allOf = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
};

export const inProcessPool = (transform: Transform) => ({
  async *transformRecords({
    records,
    ...request
  }: TransformRequest & { readonly records: readonly RawRecord[] }) {
    const input = inputOf({ texts: records.map(({ text }) => text) });
    const pointers = records.map(({ pointer }) => pointer);
    yield* (
      await ran({ texts: [] }, transform, { ...request, input: { ...input, pointers } as JobStart['input'] })
    ).pieces;
  },
  async *transformObject({ object, ...request }: TransformRequest & { readonly object: OpenedObject }) {
    const bytes = Buffer.concat(await allOf(object.chunks));
    const input = { kind: 'object' as const, pointer: object.pointer, bytes, whole: true };
    yield* (await ran({ bytes }, transform, { ...request, input })).pieces;
  },
});

/** What a piece's lines say: part and id of each operation, and where rejected pointers point. */
export function linesOf({ body }: TransformedPiece) {
  return body.operations.map(({ record, part, start, end }) => {
    const [action = '', source = ''] = Buffer.from(body.bytes).toString('utf8', start, end).split('\n');
    return {
      record,
      part,
      id: (JSON.parse(action) as { create: { _id: string } }).create._id,
      source: JSON.parse(source) as {
        readonly bedrock?: { readonly rejected: { readonly reasons: string[]; readonly length: number } };
        readonly aws?: { readonly s3?: { readonly object: { readonly line: number } } };
      },
    };
  });
}
