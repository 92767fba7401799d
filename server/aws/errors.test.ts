import { awsFailure } from './errors';

const call = {
  action: 'logs:FilterLogEvents',
  resource: 'log group /bedrock',
  principal: 'the role arn:aws:iam::111122223333:role/reader',
  region: 'us-east-1',
};

const thrown = (name: string, extra: object = {}, message = 'a text of AWS that may quote a request') =>
  Object.assign(new Error(message), { name }, extra);

test.each([
  ['ThrottlingException', {}, 'retry', 'throttled'],
  ['Whatever', { $metadata: { httpStatusCode: 429 } }, 'retry', 'throttled'],
  ['ServiceUnavailableException', {}, 'retry', 'aws_unavailable'],
  ['Whatever', { $metadata: { httpStatusCode: 503 } }, 'retry', 'aws_unavailable'],
  ['TimeoutError', {}, 'retry', 'aws_unavailable'],
  ['ExpiredTokenException', {}, 'retry', 'credentials_expired'],
  ['Error', { code: 'ECONNREFUSED' }, 'retry', 'aws_unreachable'],
  ['TimeoutError', { code: 'ETIMEDOUT' }, 'retry', 'aws_unreachable'],
  ['ResourceNotFoundException', {}, 'needs_person', 'not_found'],
  ['UnrecognizedClientException', {}, 'needs_person', 'invalid_credentials'],
  ['InvalidClientTokenId', {}, 'needs_person', 'invalid_credentials'],
  ['SignatureDoesNotMatch', {}, 'needs_person', 'invalid_signature'],
  ['CredentialsProviderError', {}, 'needs_person', 'no_credentials'],
  ['Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'needs_person', 'tls'],
  ['AccessDeniedException', {}, 'needs_person', 'access_denied'],
  ['AccessDenied', { $metadata: { httpStatusCode: 403 } }, 'needs_person', 'access_denied'],
  ['NoSuchBucket', {}, 'needs_person', 'not_found'],
  ['NoSuchKey', {}, 'retry', 'object_missing'],
  ['PreconditionFailed', {}, 'retry', 'object_replaced'],
  ['SlowDown', { $metadata: { httpStatusCode: 503 } }, 'retry', 'throttled'],
  ['InvalidObjectState', { $metadata: { httpStatusCode: 403 } }, 'needs_person', 'object_archived'],
  ['QueueDoesNotExist', {}, 'needs_person', 'not_found'],
  ['AWS.SimpleQueueService.NonExistentQueue', {}, 'needs_person', 'not_found'],
  ['OverLimit', { $metadata: { httpStatusCode: 403 } }, 'retry', 'throttled'],
  ['KmsThrottled', {}, 'retry', 'throttled'],
  ['KMS.DisabledException', {}, 'needs_person', 'kms_key'],
  ['KmsInvalidState', {}, 'needs_person', 'kms_key'],
  ['InvalidParameterException', { $metadata: { httpStatusCode: 400 } }, 'bug', 'aws_unexpected'],
])('%s %o: %s, %s', (name, extra, kind, code) => {
  const failure = awsFailure(thrown(name, extra), call);
  expect(failure).toMatchObject({ kind, code });
  expect(`${failure.message} ${failure.action}`).not.toContain('may quote');
  expect(failure.action).not.toBe('');
});

describe('a denial names who may not do what on what', () => {
  const denied = (message: string) => awsFailure(thrown('AccessDeniedException', {}, message), call);

  test('as AWS tells it', () => {
    expect(
      denied(
        'User: arn:aws:sts::111122223333:assumed-role/reader/session is not authorized to perform: logs:FilterLogEvents on resource: arn:aws:logs:us-east-1:111122223333:log-group:/bedrock:log-stream: because no identity-based policy allows the logs:FilterLogEvents action',
      ).message,
    ).toBe(
      'logs:FilterLogEvents is denied on log group /bedrock for arn:aws:sts::111122223333:assumed-role/reader/session.',
    );
  });

  test('as far as the definition tells, where AWS says nothing', () => {
    expect(denied('no').message).toBe(
      'logs:FilterLogEvents is denied on log group /bedrock for the role arn:aws:iam::111122223333:role/reader.',
    );
  });

  test('also when it is another action that is missing, such as the key of an encrypted group', () => {
    expect(
      denied(
        'User: arn:aws:iam::1:user/u is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:1:key/k because',
      ).message,
    ).toBe('kms:Decrypt is denied on arn:aws:kms:us-east-1:1:key/k for arn:aws:iam::1:user/u.');
  });

  test('however the service writes actions and resources', () => {
    const receive = { ...call, action: 'sqs:ReceiveMessage', resource: 'queue https://queue' };
    const error = thrown(
      'AccessDenied',
      {},
      'User: arn:aws:iam::1:user/u is not authorized to perform: sqs:receivemessage on resource: arn:aws:sqs:us-east-1:1:q because',
    );
    expect(awsFailure(error, receive).message).toBe(
      'sqs:ReceiveMessage is denied on queue https://queue for arn:aws:iam::1:user/u.',
    );
    expect(
      denied(
        'User: arn:aws:iam::1:user/u is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::logs" because',
      ).message,
    ).toBe('s3:ListBucket is denied on arn:aws:s3:::logs for arn:aws:iam::1:user/u.');
  });

  test('and tells nothing else of a text that only looks like it', () => {
    expect(denied('User: <b>secret</b> is not authorized to perform: x').message).not.toContain('secret');
  });
});

describe('a bucket in another region', () => {
  const get = { ...call, action: 's3:GetObject', resource: 'bucket logs' };

  test.each([
    [thrown('PermanentRedirect', { $response: { headers: { 'x-amz-bucket-region': 'eu-west-1' } } })],
    [thrown('AuthorizationHeaderMalformed', { Region: 'eu-west-1' })],
    [
      thrown(
        'AuthorizationHeaderMalformed',
        {},
        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
      ),
    ],
  ])('is named where S3 names it', (error) => {
    expect(awsFailure(error, get)).toMatchObject({
      kind: 'needs_person',
      code: 'wrong_region',
      message: 'The bucket logs is not in us-east-1 but in eu-west-1.',
      action: expect.stringContaining('eu-west-1'),
    });
  });

  test('is told without a name otherwise, and nothing else is taken for one', () => {
    for (const error of [thrown('PermanentRedirect'), thrown('PermanentRedirect', { Region: '<b>' })]) {
      expect(awsFailure(error, get).message).toBe('The bucket logs is not in us-east-1.');
    }
  });
});
