/** PutObject's input: the bytes out of their framing, checked against what the sender said of them. */
import { AwsError } from '../protocol/errors';
import type { AwsRequest } from '../protocol/message';
import { decodeAwsChunked } from './aws_chunked';
import type { NewObject } from './buckets';
import { requireChecksums } from './checksums';

/** @throws AwsError where the framing or a digest is wrong. */
export function readUpload({ headers, body }: AwsRequest, key: string, now: number): NewObject {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const isChunked =
    encodings.includes('aws-chunked') || (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const upload = isChunked ? decodeAwsChunked(body) : { body, trailers: {} };
  if (upload === undefined)
    throw new AwsError('IncompleteBody', 'The request body is not in aws-chunked framing.');
  requireChecksums(upload.body, { ...headers, ...upload.trailers });
  const encoding = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',');
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), value] as const);
  return {
    key,
    body: upload.body,
    lastModified: now,
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    ...(encoding === '' ? {} : { contentEncoding: encoding }),
    metadata: Object.fromEntries(metadata),
  };
}
