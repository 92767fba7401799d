/**
 * GetObject and HeadObject: the bytes or a range of them, under the conditions the caller sets.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
import { AwsError } from '../protocol/errors';
import type { AwsRequest, AwsResponse } from '../protocol/message';
import type { StoredObject } from './buckets';

export function readObject(object: StoredObject, request: AwsRequest, requestId: string): AwsResponse {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, range } = request.headers;
  const headers = {
    etag: object.etag,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'x-amz-request-id': requestId,
  };
  if (ifMatch !== undefined && !lists(ifMatch, object.etag)) {
    throw new AwsError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
  if (ifNoneMatch !== undefined && lists(ifNoneMatch, object.etag)) return { status: 304, headers, body: '' };

  const part = range === undefined ? undefined : byteRange(range, object.body.length);
  const body = part === undefined ? object.body : object.body.subarray(part.start, part.end + 1);
  return {
    status: part === undefined ? 200 : 206,
    headers: {
      ...headers,
      'accept-ranges': 'bytes',
      'content-length': String(body.length),
      'content-type': object.contentType,
      ...(object.contentEncoding === undefined ? {} : { 'content-encoding': object.contentEncoding }),
      ...(part === undefined
        ? {}
        : { 'content-range': `bytes ${part.start}-${part.end}/${object.body.length}` }),
      ...Object.fromEntries(
        Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
      ),
    },
    body: request.method === 'HEAD' ? '' : body,
  };
}

const lists = (header: string, etag: string): boolean =>
  header === '*' ||
  header.split(',').some((item) => item.trim().replace(/"/g, '') === etag.replace(/"/g, ''));

/** Both ends inclusive. Undefined for what is no byte range: S3 then answers with the whole object. */
function byteRange(header: string, length: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (start > end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
}
