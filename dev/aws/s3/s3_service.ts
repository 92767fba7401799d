/**
 * Amazon S3 (REST-XML): buckets of one owner each, objects, listings, and the notifications of what is put.
 * A bucket answers only in its own region and to its own account.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import { partitionOf } from '../identity/principal';
import { AwsError, commonFailure } from '../protocol/errors';
import type { AwsResponse } from '../protocol/message';
import type { AwsService, Call, Reading } from '../protocol/service';
import { xmlDocument, type XmlValue } from '../protocol/xml';
import type { SealedTokens } from '../sealed_token';
import { readS3Request, type S3Request } from './address';
import type { Bucket, Buckets, StoredObject } from './buckets';
import { readObject } from './get_object';
import { listObjects } from './list_objects';
import { notifyCreated, notifyRemoved } from './notifications';
import {
  describeNotifications,
  readNotifications,
  type NotificationTargets,
} from './notification_configuration';
import { openBucket } from './open_bucket';
import { readUpload } from './upload';

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/';

export interface S3Parts {
  readonly buckets: Buckets;
  readonly targets: NotificationTargets;
  readonly tokens: SealedTokens;
  readonly randomBytes: (size: number) => Buffer;
}

type Operation = (asked: S3Request, call: Call) => AwsResponse;

export function s3Service(parts: S3Parts): AwsService {
  const operations = s3Operations(parts);
  return {
    name: 's3',
    read(request): Reading {
      const asked = readS3Request(request);
      const { bucket, key, query } = asked;
      return {
        operation: asked.operation,
        parameters: () => ({ bucket, key, ...Object.fromEntries(query) }),
        resource: (_accountId, region) =>
          bucket === ''
            ? undefined
            : `arn:${partitionOf(region)}:s3:::${bucket}${key === '' ? '' : `/${key}`}`,
        async run(call) {
          const run = operations[call.operation];
          if (run === undefined) throw commonFailure('s3', 'unknown_operation');
          return run(asked, call);
        },
      };
    },
    renderError(error, requestId) {
      const { fields, headers } = error.more;
      const body = { Code: error.code, Message: error.message, ...fields, RequestId: requestId };
      const answer = xmlAnswer(error.status, 'Error', body, requestId);
      return headers === undefined ? answer : { ...answer, headers: { ...answer.headers, ...headers } };
    },
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

function s3Operations({
  buckets,
  targets,
  tokens,
  randomBytes,
}: S3Parts): Readonly<Record<string, Operation>> {
  const open = (action: string, asked: S3Request, call: Call): Bucket =>
    openBucket(buckets, action, asked, call);
  const notification = (call: Call) => ({
    requestId: call.requestId,
    principalId: call.principal.userId,
    now: call.now(),
    randomBytes,
  });
  const objectFor = (asked: S3Request, call: Call): StoredObject => {
    const bucket = open('s3:GetObject', asked, call);
    const object = bucket.get(asked.key, call.now());
    if (object === undefined) {
      // Whether something is missing is told only to those who may list.
      call.authorize('s3:ListBucket', bucket.arn);
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, undefined, {
        fields: { Key: asked.key },
      });
    }
    if (bucket.kmsKeyArn !== undefined) call.authorize('kms:Decrypt', bucket.kmsKeyArn);
    return object;
  };

  return {
    ListBuckets: (_asked, call) => {
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
    CreateBucket: ({ bucket: name }, call) => {
      createBucket(buckets, name, call);
      return empty(200, call, { location: `/${name}` });
    },
    HeadBucket: (asked, call) =>
      empty(200, call, { 'x-amz-bucket-region': open('s3:ListBucket', asked, call).region }),
    GetBucketLocation: (asked, call) => {
      const { region } = open('s3:GetBucketLocation', asked, call);
      const constraint = region === 'us-east-1' ? '' : region;
      return xmlAnswer(200, `LocationConstraint xmlns="${xmlns}"`, constraint, call.requestId);
    },
    GetBucketNotificationConfiguration: (asked, call) => {
      const bucket = open('s3:GetBucketNotification', asked, call);
      return xmlAnswer(
        200,
        `NotificationConfiguration xmlns="${xmlns}"`,
        describeNotifications(bucket),
        call.requestId,
      );
    },
    PutBucketNotificationConfiguration: (asked, call) => {
      const bucket = open('s3:PutBucketNotification', asked, call);
      const text = asked.request.body.toString('utf8');
      bucket.setNotifications(readNotifications(text, bucket, targets), notification(call));
      return empty(200, call);
    },
    ListObjectsV2: (asked, call) => {
      const bucket = open('s3:ListBucket', asked, call);
      const context = { tokens, now: call.now(), nothing: call.imitates('empty_pages') };
      const result = listObjects(bucket, asked.query, context);
      return xmlAnswer(200, `ListBucketResult xmlns="${xmlns}"`, result, call.requestId);
    },
    PutObject: (asked, call) => {
      const bucket = open('s3:PutObject', asked, call);
      const stored = bucket.put(readUpload(asked.request, asked.key, call.now()));
      notifyCreated(bucket, stored, notification(call));
      return empty(200, call, { etag: stored.etag });
    },
    GetObject: (asked, call) => readObject(objectFor(asked, call), asked.request, call.requestId),
    HeadObject: (asked, call) => readObject(objectFor(asked, call), asked.request, call.requestId),
    DeleteObject: (asked, call) => {
      const bucket = open('s3:DeleteObject', asked, call);
      const removed = bucket.delete(asked.key);
      if (removed !== undefined) notifyRemoved(bucket, removed, notification(call));
      return empty(204, call);
    },
  };
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
  buckets.create(place, { name }, call.now());
}
