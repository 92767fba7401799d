/**
 * Objects and listings from Amazon S3. A body that stalls is given up, one that nobody takes is not: how long a
 * consumer needs is its own business.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { awsFailure, type AwsCall } from '../../aws/errors';
import type { Clock } from '../../clock';
import type { ListedObject, ListPage, ListRequest, ObjectBody, S3Objects } from './s3_objects';

export interface S3Caller {
  /** In words for messages. */
  readonly principal: string;
  readonly region: string;
}

export function awsS3Objects(client: S3Client, caller: S3Caller, timeoutMs: number, clock: Clock): S3Objects {
  return {
    async get({ bucket, key, from = 0, ifMatch, signal }) {
      const call: AwsCall = { ...caller, action: 's3:GetObject', resource: `object s3://${bucket}/${key}` };
      try {
        const answer = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(from === 0 ? {} : { Range: `bytes=${from}-` }),
            ...(ifMatch === undefined ? {} : { IfMatch: `"${ifMatch}"` }),
          }),
          { abortSignal: signal, requestTimeout: timeoutMs },
        );
        if (!(answer.Body instanceof Readable)) throw new TypeError('GetObject without a body to stream');
        return objectBody(answer.Body, answer, { timeoutMs, clock, signal });
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return 'missing';
        throw awsFailure(error, call);
      }
    },

    async list(request) {
      const call: AwsCall = { ...caller, action: 's3:ListBucket', resource: `bucket ${request.bucket}` };
      try {
        return await listPage(client, request, timeoutMs);
      } catch (error) {
        throw awsFailure(error, call);
      }
    },
  };
}

interface Watch {
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

function objectBody(
  body: Readable,
  { ETag, LastModified, ContentLength }: { ETag?: string; LastModified?: Date; ContentLength?: number },
  watch: Watch,
): ObjectBody {
  // An error before anybody reads, or after everybody stopped, must not end the process.
  body.on('error', () => undefined);
  return {
    etag: unquoted(ETag),
    lastModified: LastModified?.getTime() ?? 0,
    length: ContentLength ?? 0,
    chunks: watched(body, watch),
    discard: () => void body.destroy(),
  };
}

/** The body's chunks; given up when none comes for `timeoutMs` although one is waited for, or when `signal` aborts. */
async function* watched(
  body: Readable,
  { timeoutMs, clock, signal }: Watch,
): AsyncGenerator<Uint8Array, void, void> {
  let waitingSince: number | undefined;
  const reading = new AbortController();
  const give = (why: string, name: string) => body.destroy(Object.assign(new Error(why), { name }));
  const stop = () => void give('stopped', 'AbortError');
  const lookForStalls = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(timeoutMs / 2, reading.signal);
      if (reading.signal.aborted) return;
      if (waitingSince !== undefined && clock.now() - waitingSince >= timeoutMs)
        return void give('stalled', 'TimeoutError');
    }
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const looking = lookForStalls();
  try {
    const chunks: AsyncIterator<unknown> = body[Symbol.asyncIterator]();
    for (;;) {
      waitingSince = clock.now();
      const next = await chunks.next();
      waitingSince = undefined;
      if (next.done === true) return;
      if (!(next.value instanceof Uint8Array)) throw new TypeError('a body that is no bytes');
      yield next.value;
    }
  } finally {
    reading.abort();
    signal.removeEventListener('abort', stop);
    body.destroy();
    await looking;
  }
}

async function listPage(
  client: S3Client,
  { bucket, prefix, foldersApart, startAfter, token, signal }: ListRequest,
  timeoutMs: number,
): Promise<ListPage> {
  const answer = await client.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      // Keys may hold what XML cannot.
      EncodingType: 'url',
      ...(foldersApart ? { Delimiter: '/' } : {}),
      ...(token === undefined ? {} : { ContinuationToken: token }),
      ...(startAfter === undefined || token !== undefined ? {} : { StartAfter: startAfter }),
    }),
    { abortSignal: signal, requestTimeout: timeoutMs },
  );
  const decode = (text: string): string =>
    answer.EncodingType === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
  return {
    objects: (answer.Contents ?? []).flatMap(({ Key, ETag, Size = 0, LastModified }): ListedObject[] =>
      Key === undefined
        ? []
        : [
            {
              key: decode(Key),
              etag: unquoted(ETag),
              size: Size,
              lastModified: LastModified?.getTime() ?? 0,
            },
          ],
    ),
    folders: (answer.CommonPrefixes ?? []).flatMap(({ Prefix }) =>
      Prefix === undefined ? [] : [decode(Prefix)],
    ),
    ...(answer.IsTruncated === true && answer.NextContinuationToken !== undefined
      ? { nextToken: answer.NextContinuationToken }
      : {}),
  };
}

const unquoted = (etag = ''): string => etag.replace(/^(?:W\/)?"(.*)"$/, '$1');
