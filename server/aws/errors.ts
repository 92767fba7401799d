/**
 * What AWS answered, as a failure that says who can mend it. The texts of AWS are not passed on (a signature
 * error quotes the request with its session token); from an access denial only the principal, the action and
 * the resource are taken, since they are what a person needs.
 * Codes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
import { Failure, needsPerson, retryLater } from '../failure';
import { denied } from './denied';
import { toldRegion } from './told_region';

export interface AwsCall {
  /** IAM action, for example `logs:FilterLogEvents`. */
  readonly action: string;
  /** What it was asked of, in words a person knows: `log group /aws/bedrock/x`. */
  readonly resource: string;
  /** Who asked, as far as the definition tells. */
  readonly principal: string;
  readonly region: string;
}

const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'PriorRequestNotComplete',
  'LimitExceededException',
  'KmsThrottled',
  'KMS.ThrottlingException',
  // Too many messages of a queue are in somebody's hands.
  'OverLimit',
]);
const PASSING = new Set([
  'ServiceUnavailableException',
  'ServiceUnavailable',
  'InternalFailure',
  'InternalServerError',
  'InternalServerException',
  'InternalError',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
]);
/** Temporary credentials that ran out: the next attempt takes fresh ones. */
const EXPIRED = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired']);
const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'AllAccessDisabled',
  'Forbidden',
  'KmsAccessDenied',
  'KMS.AccessDeniedException',
  'UnauthorizedOperation',
  'NotAuthorized',
]);
const NOT_FOUND = new Set([
  'ResourceNotFoundException',
  'NoSuchBucket',
  'QueueDoesNotExist',
  'NonExistentQueue',
  'InvalidAddress',
]);
/** S3's ways to say that a bucket lies in another region. */
const ELSEWHERE = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]);
/** The key that encrypts a bucket or queue is disabled, gone, or of no use here. */
const KEY_TROUBLE = /^(KMS\.|Kms)[A-Z]\w{1,60}$/;
const BAD_KEYS = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'AuthFailure',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
]);
const BAD_SIGNATURE = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestTimeTooSkewed',
  'IncompleteSignature',
  'IncompleteSignatureException',
]);
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);
const UNTRUSTED_TLS = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** Whether AWS did not take the credentials themselves, so that asking again with the same ones is in vain. */
export function refusesCredentials(error: unknown): boolean {
  const { name } = facts(error);
  return EXPIRED.has(name) || BAD_KEYS.has(name);
}

/** `call` is named in the message; nothing of the error's own text is, beyond what `deniedBy` takes. */
export function awsFailure(error: unknown, call: AwsCall): Failure {
  if (error instanceof Failure) return error;
  const { name, code, status } = facts(error);

  if (THROTTLED.has(name) || status === 429)
    return retryLater('throttled', `AWS throttles ${call.action} in ${call.region}.`);
  if (EXPIRED.has(name))
    return retryLater('credentials_expired', `The session of ${call.principal} ran out; it is renewed.`);
  if (DENIED.has(name)) return denied(error, call);
  if (NOT_FOUND.has(name))
    return needsPerson(
      'not_found',
      `The ${call.resource} does not exist in ${call.region}.`,
      'Check its name, account and region, or switch on what delivers to it.',
    );
  if (ELSEWHERE.has(name) || status === 301) return elsewhere(error, call);
  if (KEY_TROUBLE.test(name))
    return needsPerson(
      'kms_key',
      `The KMS key of ${call.resource} cannot be used (${name}).`,
      'Check in AWS KMS that the key exists and is enabled.',
    );
  if (name === 'NoSuchKey') return retryLater('object_missing', `There is no ${call.resource}.`);
  if (name === 'PreconditionFailed')
    return retryLater('object_replaced', `The ${call.resource} was replaced while it was read.`);
  if (name === 'InvalidObjectState')
    return needsPerson(
      'object_archived',
      `The ${call.resource} is archived and cannot be read.`,
      'Restore it in Amazon S3, or leave it: it is passed over with a pointer to it.',
    );
  if (BAD_KEYS.has(name))
    return needsPerson(
      'invalid_credentials',
      `AWS does not know the access key of ${call.principal}.`,
      'Put valid keys into the configuration, or choose other credentials for the integration.',
    );
  if (BAD_SIGNATURE.has(name))
    return needsPerson(
      'invalid_signature',
      `AWS refused the signature of ${call.principal}.`,
      'Check the secret access key, and that the clock of this machine is right.',
    );
  if (name === 'CredentialsProviderError' || name === 'ProviderError' || name === 'TokenProviderError')
    return needsPerson(
      'no_credentials',
      `No AWS credentials were found for ${call.principal}.`,
      'Give the collector credentials: environment, profile, web identity, or named keys in the configuration. ' +
        'The instance metadata service is asked only where bedrock.aws.instance_metadata is true.',
    );
  if (name === 'OptInRequired' || name === 'RegionDisabledException')
    return needsPerson(
      'region_disabled',
      `The region ${call.region} is not enabled for this account.`,
      'Enable the region in the account, or take it out of the integration.',
    );
  if (UNTRUSTED_TLS.test(code))
    return needsPerson(
      'tls',
      `The certificate of the AWS endpoint in ${call.region} is not trusted (${code}).`,
      'Install the certificate authority of your proxy or endpoint (NODE_EXTRA_CA_CERTS).',
    );
  if (NETWORK.has(code))
    return retryLater('aws_unreachable', `AWS in ${call.region} cannot be reached (${code}).`);
  if (PASSING.has(name) || status >= 500)
    return retryLater('aws_unavailable', `AWS could not answer ${call.action} in ${call.region} for now.`);

  return new Failure(
    'bug',
    'aws_unexpected',
    `AWS answered ${call.action} with ${/^\w{1,64}$/.test(name) ? name : 'an unknown error'}.`,
    'Report this with the collector’s log; the run is repeated by itself.',
  );
}

function elsewhere(error: unknown, call: AwsCall): Failure {
  const region = toldRegion(error);
  return needsPerson(
    'wrong_region',
    `The ${call.resource} is not in ${call.region}${region === undefined ? '' : ` but in ${region}`}.`,
    `Set bucket_region${region === undefined ? '' : ` to ${region}`} in the integration, or check the name of the bucket.`,
  );
}

interface Facts {
  readonly name: string;
  readonly code: string;
  readonly status: number;
}

/** The three places where the SDK says what happened. */
function facts(error: unknown): Facts {
  if (typeof error !== 'object' || error === null) return { name: '', code: '', status: 0 };
  const name =
    'name' in error && typeof error.name === 'string'
      ? error.name.replace(/^AWS\.SimpleQueueService\./, '')
      : '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const metadata = '$metadata' in error && typeof error.$metadata === 'object' ? error.$metadata : null;
  const status =
    metadata !== null && 'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number'
      ? metadata.httpStatusCode
      : 0;
  return { name, code, status };
}
