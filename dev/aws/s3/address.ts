/**
 * Which bucket and key a request addresses: path style (`/bucket/key`) or the bucket as a host name below
 * `localhost` (`bucket.localhost`, `bucket.s3.localhost`); and which operation method and query make of it.
 */
import { percentDecoded, queryPairs, type AwsRequest } from '../protocol/message';

export interface Address {
  /** Empty: the service itself. */
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
}

export interface S3Request extends Address {
  readonly request: AwsRequest;
  readonly query: ReadonlyMap<string, string>;
  /** Where the bucket is part of the host name, DNS leads to its own region; a path leads wherever it is sent. */
  readonly style: 'path' | 'virtual_hosted';
  /** Undefined for what this S3 does not have. */
  readonly operation: string | undefined;
}

const hostStyle = /^(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost(?::\d+)?$/i;

export function readS3Request(request: AwsRequest): S3Request {
  const { bucket, key, style } = addressOf(request);
  const query = new Map(queryPairs(request.query));
  return { request, bucket, key, style, query, operation: operationOf(request, { bucket, key }, query) };
}

function addressOf(request: AwsRequest): Address & Pick<S3Request, 'style'> {
  const [, hostBucket] = hostStyle.exec(request.headers['host'] ?? '') ?? [];
  const path = request.path.slice(1);
  if (hostBucket !== undefined) {
    return { bucket: hostBucket, key: percentDecoded(path), style: 'virtual_hosted' };
  }
  const slash = path.indexOf('/');
  const [bucket, key] = slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
  return { bucket: percentDecoded(bucket), key: percentDecoded(key), style: 'path' };
}

/** Query names that turn a plain request into another operation. */
const subresources: ReadonlySet<string> = new Set([
  'acl',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'lifecycle',
  'location',
  'notification',
  'policy',
  'restore',
  'select',
  'tagging',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
]);

const plain: Readonly<Record<string, string>> = {
  'GET service': 'ListBuckets',
  'PUT bucket': 'CreateBucket',
  'HEAD bucket': 'HeadBucket',
  'GET bucket location': 'GetBucketLocation',
  'GET bucket notification': 'GetBucketNotificationConfiguration',
  'PUT bucket notification': 'PutBucketNotificationConfiguration',
  'PUT object': 'PutObject',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'DELETE object': 'DeleteObject',
};

function operationOf(
  request: AwsRequest,
  { bucket, key }: Address,
  query: ReadonlyMap<string, string>,
): string | undefined {
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const subresource = [...query.keys()].filter((name) => subresources.has(name));
  if (request.method === 'GET' && level === 'bucket' && query.get('list-type') === '2')
    return 'ListObjectsV2';
  if (request.headers['x-amz-copy-source'] !== undefined) return undefined;
  return plain[[request.method, level, ...subresource].join(' ')];
}
