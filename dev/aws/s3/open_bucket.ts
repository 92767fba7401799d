/**
 * What stands between a caller and a bucket, in S3's order: does it exist, is this its region, may the caller do
 * this, is it the caller's.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { accessDenied } from '../identity/access_denied';
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import type { Call } from '../protocol/service';
import type { S3Request } from './address';
import type { Bucket, Buckets } from './buckets';

/** @throws AwsError */
export function openBucket(buckets: Buckets, action: string, asked: S3Request, call: Call): Bucket {
  const { bucket: name, key } = asked;
  const bucket = buckets.find(name);
  if (bucket === undefined) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, undefined, {
      fields: { BucketName: name },
    });
  }
  if (bucket.region !== call.region) throw elsewhere(bucket, asked, call);
  const resource = `arn:${partitionOf(call.region)}:s3:::${name}${key === '' ? '' : `/${key}`}`;
  call.authorize(action, resource);
  if (bucket.accountId !== call.accountId) {
    const { principal } = call;
    throw accessDenied({ service: 's3', principal, action, resource, wording: 'no_resource_policy' });
  }
  return bucket;
}

/** A bucket's own host name leads to its region, where the signature is wrong; a path leads to the wrong region. */
function elsewhere({ name, region }: Bucket, { style }: S3Request, call: Call): AwsError {
  const headers = { 'x-amz-bucket-region': region };
  if (style === 'virtual_hosted') {
    return new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${call.region}' is wrong; expecting '${region}'`,
      400,
      undefined,
      { fields: { Region: region }, headers },
    );
  }
  return new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    undefined,
    { fields: { Endpoint: `${name}.s3.${region}.amazonaws.com`, Bucket: name }, headers },
  );
}
