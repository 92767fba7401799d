/**
 * Decides whose request this is. Refuses what AWS refuses, with the code of the called service: no signature,
 * an unknown key, a wrong session token, an expired one, a signature over other bytes.
 */
import { AwsError, commonFailure, type ServiceName } from '../protocol/errors';
import type { AwsRequest } from '../protocol/message';
import { isPayloadIntact, SignatureCheck, type Authorization } from '../protocol/signature_v4';
import type { Directory } from './directory';
import type { Principal } from './principal';

export class Authentication {
  private readonly signatures = new SignatureCheck();

  constructor(private readonly directory: Directory) {}

  /** `now`: epoch milliseconds. @throws AwsError */
  of(service: ServiceName, authorization: Authorization, request: AwsRequest, now: number): Principal {
    const credentials = this.directory.credentials(authorization.accessKeyId);
    if (credentials === undefined) throw commonFailure(service, 'unknown_key');
    if (request.headers['x-amz-security-token'] !== credentials.sessionToken) {
      throw commonFailure(service, 'unknown_key');
    }
    if (!this.signatures.isSignedBy(credentials.secretAccessKey, authorization, request)) {
      throw commonFailure(service, 'bad_signature');
    }
    if (!isPayloadIntact(request)) {
      throw service === 's3'
        ? new AwsError(
            'XAmzContentSHA256Mismatch',
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
          )
        : commonFailure(service, 'bad_signature');
    }
    if (credentials.expiresAt !== undefined && credentials.expiresAt <= now) {
      throw commonFailure(service, 'expired_token');
    }
    return credentials.principal;
  }
}
