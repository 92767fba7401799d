/**
 * Amazon S3 (REST-XML): buckets of one owner each, objects, listings, and the notifications of what is put.
 * A bucket answers only in its own region and to its own account.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import { accessDenied } from '../identity/access_denied';
import { partitionOf } from '../identity/principal';
import { AwsError, commonFailure } from '../protocol/errors';
import { queryPairs, type AwsRequest, type AwsResponse } from '../protocol/message';
import type { AwsService, Call } from '../protocol/service';
import { xmlDocument, type XmlValue } from '../protocol/xml';
import type { SealedTokens } from '../sealed_token';
import { addressOf, operationOf } from './address';
import { decodeAwsChunked } from './aws_chunked';
import type { Bucket, Buckets, StoredObject } from './buckets';
import { requireChecksums } from './checksums';
import { readObject } from './get_object';
import { listObjects } from './list_objects';
import { notifyCreated } from './notifications';

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/';

export interface S3Parts {
  readonly buckets: Buckets;
  readonly tokens: SealedTokens;
  readonly randomBytes: (size: number) => Buffer;
}

type Operation = (request: AwsRequest, call: Call) => AwsResponse;

export function s3Service(parts: S3Parts): AwsService {
  const operations = s3Operations(parts);
  return {
    name: 's3',
    operationOf,
    parametersOf: (request) => ({ ...addressOf(request), ...Object.fromEntries(queryPairs(request.query)) }),
    async handle(request, call) {
      const run = operations[call.operation];
      if (run === undefined) throw commonFailure('s3', 'unknown_operation');
      return run(request, call);
    },
    renderError: (error, requestId) =>
      xmlAnswer(
        error.status,
        'Error',
        { Code: error.code, Message: error.message, RequestId: requestId },
        requestId,
      ),
  };
}

const xmlAnswer = (status: number, root: string, value: XmlValue, requestId: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
  body: xmlDocument(root, value),
});

const empty = (status: number, call: Call, headers: Record<string, string> = {}): AwsResponse => ({
  status,
  headers: { 'x-amz-request-id': call.requestId, ...headers },
  body: '',
});

function s3Operations({ buckets, tokens, randomBytes }: S3Parts): Readonly<Record<string, Operation>> {
  const bucketFor = (action: string, request: AwsRequest, call: Call): Bucket =>
    openBucket(buckets, action, addressOf(request), call);
  const objectFor = (request: AwsRequest, call: Call): StoredObject => {
    const { key } = addressOf(request);
    const object = bucketFor('s3:GetObject', request, call).get(key, call.now());
    if (object === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    return object;
  };

  return {
    ListBuckets: (_request, call) => {
      call.authorize('s3:ListAllMyBuckets');
      const owned = buckets.ofAccount(call.accountId);
      const list = owned.map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: new Date(createdAt).toISOString(),
      }));
      const owner = { ID: call.accountId };
      return xmlAnswer(
        200,
        `ListAllMyBucketsResult xmlns="${xmlns}"`,
        { Owner: owner, Buckets: { Bucket: list } },
        call.requestId,
      );
    },
    CreateBucket: (request, call) => {
      const { bucket: name } = addressOf(request);
      createBucket(buckets, name, call);
      return empty(200, call, { location: `/${name}` });
    },
    HeadBucket: (request, call) =>
      empty(200, call, { 'x-amz-bucket-region': bucketFor('s3:ListBucket', request, call).region }),
    GetBucketLocation: (request, call) => {
      const { region } = bucketFor('s3:GetBucketLocation', request, call);
      const constraint = region === 'us-east-1' ? '' : region;
      return xmlAnswer(200, `LocationConstraint xmlns="${xmlns}"`, constraint, call.requestId);
    },
    ListObjectsV2: (request, call) => {
      const bucket = bucketFor('s3:ListBucket', request, call);
      const context = { tokens, now: call.now(), nothing: call.imitates('empty_pages') };
      const result = listObjects(bucket, new Map(queryPairs(request.query)), context);
      return xmlAnswer(200, `ListBucketResult xmlns="${xmlns}"`, result, call.requestId);
    },
    PutObject: (request, call) => {
      const bucket = bucketFor('s3:PutObject', request, call);
      const stored = bucket.put(readUpload(request, call.now()));
      const { principal, requestId } = call;
      notifyCreated(bucket, stored, {
        requestId,
        principalId: principal.userId,
        now: call.now(),
        randomBytes,
      });
      return empty(200, call, { etag: stored.etag });
    },
    GetObject: (request, call) => readObject(objectFor(request, call), request, call.requestId),
    HeadObject: (request, call) => readObject(objectFor(request, call), request, call.requestId),
    DeleteObject: (request, call) => {
      bucketFor('s3:DeleteObject', request, call).delete(addressOf(request).key);
      return empty(204, call);
    },
  };
}

/** The bucket, if the caller may do this to it, owns it, and asks in its region. */
function openBucket(
  buckets: Buckets,
  action: string,
  { bucket: name, key }: { bucket: string; key: string },
  call: Call,
): Bucket {
  const resource = `arn:${partitionOf(call.region)}:s3:::${name}${key === '' ? '' : `/${key}`}`;
  call.authorize(action, resource);
  const bucket = buckets.find(name);
  if (bucket === undefined) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }
  if (bucket.accountId !== call.accountId) {
    const { principal } = call;
    throw accessDenied({ service: 's3', principal, action, resource, missingPolicy: 'resource-based' });
  }
  if (bucket.region !== call.region) {
    throw new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${call.region}' is wrong; expecting '${bucket.region}'`,
    );
  }
  return bucket;
}

function createBucket(buckets: Buckets, name: string, call: Call): void {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
  }
  const place = { accountId: call.accountId, region: call.region, partition: partitionOf(call.region) };
  call.authorize('s3:CreateBucket', `arn:${place.partition}:s3:::${name}`);
  const existing = buckets.find(name);
  if (existing?.accountId === call.accountId) {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
    );
  }
  if (existing !== undefined) {
    throw new AwsError('BucketAlreadyExists', 'The requested bucket name is not available.', 409);
  }
  buckets.create(place, name, call.now());
}

function readUpload({ headers, body, path, ...rest }: AwsRequest, now: number) {
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
    key: addressOf({ headers, body, path, ...rest }).key,
    body: upload.body,
    lastModified: now,
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    ...(encoding === '' ? {} : { contentEncoding: encoding }),
    metadata: Object.fromEntries(metadata),
  };
}
