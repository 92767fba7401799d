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

export function addressOf(request: AwsRequest): Address {
  const [, hostBucket] =
    /^(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost(?::\d+)?$/i.exec(request.headers['host'] ?? '') ?? [];
  const path = request.path.slice(1);
  if (hostBucket !== undefined) return { bucket: hostBucket, key: percentDecoded(path) };
  const slash = path.indexOf('/');
  return slash < 0
    ? { bucket: percentDecoded(path), key: '' }
    : { bucket: percentDecoded(path.slice(0, slash)), key: percentDecoded(path.slice(slash + 1)) };
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
  'PUT object': 'PutObject',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'DELETE object': 'DeleteObject',
};

/** Undefined for what this S3 does not have. */
export function operationOf(request: AwsRequest): string | undefined {
  const { bucket, key } = addressOf(request);
  const query = new Map(queryPairs(request.query));
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const subresource = [...query.keys()].filter((name) => subresources.has(name));
  if (request.method === 'GET' && level === 'bucket' && query.get('list-type') === '2')
    return 'ListObjectsV2';
  if (request.headers['x-amz-copy-source'] !== undefined) return undefined;
  return plain[[request.method, level, ...subresource].join(' ')];
}
