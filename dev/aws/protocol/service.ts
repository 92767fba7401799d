/**
 * What a service module offers to the front door, and what the front door tells it about one call. The front
 * door has authenticated the caller already; whether the caller may do this very thing is asked through
 * `authorize`, since only the operation knows the resource.
 */
import type { Principal } from '../identity/principal';
import type { AwsError, ServiceName } from './errors';
import type { AwsRequest, AwsResponse } from './message';

export interface Call {
  readonly operation: string;
  readonly principal: Principal;
  /** Account of the principal: where a name without an ARN is looked up. */
  readonly accountId: string;
  /** From the credential scope of the signature. */
  readonly region: string;
  readonly requestId: string;
  /** Aborted when the client hangs up or the server stops: ends a long poll. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Throws the service's access-denied error when a test denies this principal this action on this resource.
   * Without `resource` the message names none, as for actions that have no resource scope.
   */
  authorize(action: string, resource?: string): void;
  /** Whether a test wants pages without items, a batch of which half fails, or a limit that is reached. */
  imitates(fault: 'empty_pages' | 'partial_failure' | 'over_limit'): boolean;
}

/** A request as its service reads it, once. */
export interface Reading {
  /** Undefined when the request names no operation this service has. */
  readonly operation: string | undefined;
  /** What the caller asked, for the request log; undefined where it is bytes. */
  parameters(): Readonly<Record<string, unknown>> | undefined;
  /** ARN of what the request is about, as far as it tells; faults may be meant for one resource. */
  resource(accountId: string, region: string): string | undefined;
  run(call: Call): Promise<AwsResponse>;
}

export interface AwsService {
  readonly name: ServiceName;
  read(request: AwsRequest): Reading;
  renderError(error: AwsError, requestId: string): AwsResponse;
}
