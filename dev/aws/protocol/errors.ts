/**
 * Errors as AWS words them. What can happen to any call (a stranger's key, an expired token, throttling, a
 * missing permission) has another code and status in every service; this table is the one place that knows.
 * Each protocol renders an `AwsError` in its own shape.
 */

export type ServiceName = 'bedrock' | 'sts' | 'logs' | 'monitoring' | 's3' | 'sqs' | 'sns';

export interface ErrorDetails {
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    /** The code a client switches on, for example `ThrottlingException`. */
    readonly code: string,
    message: string,
    /** HTTP status; 5xx are the receiver's fault, all others the sender's. */
    readonly status = 400,
    /** The code of the query protocol, where a service that speaks JSON now kept another one. */
    readonly queryCode = code,
    /** What the answer says besides: fields of an XML error, headers. */
    readonly more: ErrorDetails = {},
  ) {
    super(message);
  }

  get fault(): 'Sender' | 'Receiver' {
    return this.status >= 500 ? 'Receiver' : 'Sender';
  }
}

export type CommonFailure =
  | 'access_denied'
  | 'bad_signature'
  | 'expired_token'
  | 'missing_token'
  | 'server_error'
  | 'throttled'
  | 'unknown_key'
  | 'unknown_operation';

type Wording = readonly [code: string, status: number, message: string];

const signatureMessage =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const queryWording: Readonly<Record<CommonFailure, Wording>> = {
  access_denied: ['AccessDenied', 403, 'Access Denied'],
  bad_signature: ['SignatureDoesNotMatch', 403, signatureMessage],
  expired_token: ['ExpiredToken', 403, 'The security token included in the request is expired'],
  missing_token: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  server_error: ['InternalFailure', 500, 'The request processing has failed because of an unknown error.'],
  throttled: ['Throttling', 400, 'Rate exceeded'],
  unknown_key: ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'],
  unknown_operation: ['InvalidAction', 400, 'Could not find operation for this version.'],
};

const jsonWording: Readonly<Record<CommonFailure, Wording>> = {
  access_denied: ['AccessDeniedException', 400, 'Access Denied'],
  bad_signature: ['InvalidSignatureException', 400, signatureMessage],
  expired_token: ['ExpiredTokenException', 400, 'The security token included in the request is expired'],
  missing_token: ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  server_error: ['ServiceUnavailableException', 503, 'The service is temporarily unavailable.'],
  throttled: ['ThrottlingException', 400, 'Rate exceeded'],
  unknown_key: ['UnrecognizedClientException', 400, 'The security token included in the request is invalid.'],
  unknown_operation: ['UnknownOperationException', 400, 'The operation is unknown.'],
};

/** JSON services that once spoke the query protocol keep its codes. */
const queryCompatibleWording: Readonly<Record<CommonFailure, Wording>> = {
  ...jsonWording,
  access_denied: ['AccessDenied', 403, 'Access Denied'],
  bad_signature: ['SignatureDoesNotMatch', 403, signatureMessage],
  expired_token: ['ExpiredToken', 403, 'The security token included in the request is expired'],
  server_error: ['InternalFailure', 500, 'The request processing has failed because of an unknown error.'],
  unknown_key: ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'],
};

/** REST services of the newer kind answer with the status that the code deserves. */
const restJsonWording: Readonly<Record<CommonFailure, Wording>> = {
  access_denied: ['AccessDeniedException', 403, 'Access Denied'],
  bad_signature: ['InvalidSignatureException', 403, signatureMessage],
  expired_token: ['ExpiredTokenException', 403, 'The security token included in the request is expired'],
  missing_token: ['MissingAuthenticationTokenException', 403, 'Missing Authentication Token'],
  server_error: ['InternalServerException', 500, 'The service has encountered an internal error.'],
  throttled: ['ThrottlingException', 429, 'Too many requests, please wait before trying again.'],
  unknown_key: ['UnrecognizedClientException', 403, 'The security token included in the request is invalid.'],
  unknown_operation: ['UnknownOperationException', 404, 'The operation is unknown.'],
};

const wordings: Readonly<Record<ServiceName, Readonly<Record<CommonFailure, Wording>>>> = {
  bedrock: restJsonWording,
  sts: queryWording,
  sns: { ...queryWording, access_denied: ['AuthorizationError', 403, 'Access Denied'] },
  logs: jsonWording,
  monitoring: queryCompatibleWording,
  sqs: queryCompatibleWording,
  s3: {
    access_denied: ['AccessDenied', 403, 'Access Denied'],
    bad_signature: ['SignatureDoesNotMatch', 403, signatureMessage],
    expired_token: ['ExpiredToken', 400, 'The provided token has expired.'],
    missing_token: ['AccessDenied', 403, 'Access Denied'],
    server_error: ['InternalError', 500, 'We encountered an internal error. Please try again.'],
    throttled: ['SlowDown', 503, 'Please reduce your request rate.'],
    unknown_key: [
      'InvalidAccessKeyId',
      403,
      'The AWS Access Key Id you provided does not exist in our records.',
    ],
    unknown_operation: [
      'NotImplemented',
      501,
      'A header or query you provided implies functionality that is not implemented.',
    ],
  },
};

/** `message` replaces AWS's standing text where the service says more, as in a denied action. */
export function commonFailure(service: ServiceName, failure: CommonFailure, message?: string): AwsError {
  const [code, status, text] = wordings[service][failure];
  return new AwsError(code, message ?? text, status);
}
