/**
 * Takes one request through what every AWS call goes through: which service and operation, who asks, quota,
 * faults, the operation itself, the answer in the service's protocol, the request log. Service, region and
 * account come from the signature, as at AWS, so that one address serves all regions and accounts.
 */
import { accessDenied } from './identity/access_denied';
import type { Authentication } from './identity/authentication';
import type { Principal } from './identity/principal';
import type { Fault, Faults } from './faults';
import { AwsError, commonFailure } from './protocol/errors';
import type { AwsRequest, AwsResponse } from './protocol/message';
import type { AwsService, Call, Reading } from './protocol/service';
import { parseAuthorization, type Authorization } from './protocol/signature_v4';
import type { QuotaKeeper } from './quotas';
import type { RequestLog } from './request_log';

/** What leaves the server: an answer, and how its delivery fails when a test wants that. */
export interface Delivery {
  readonly response: AwsResponse;
  readonly defect?: Defect;
}

export interface Defect {
  readonly kind: 'drop_connection' | 'truncate_response' | 'stall_response';
  /** How much of the body leaves; absent: half of it. */
  readonly afterBytes?: number;
}

export interface FrontDoorParts {
  readonly services: readonly AwsService[];
  readonly authentication: Authentication;
  readonly faults: Faults;
  readonly quotas: QuotaKeeper;
  readonly requests: RequestLog;
  readonly clock: () => number;
  readonly newRequestId: () => string;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of what no client can have caused. */
  readonly onBug: (error: unknown) => void;
}

/** Inputs longer than this are payload and stay out of the request log. */
const loggedBodyBytes = 4096;

export class FrontDoor {
  constructor(private readonly parts: FrontDoorParts) {}

  async handle(request: AwsRequest, signal: AbortSignal): Promise<Delivery> {
    const authorization = parseAuthorization(request.headers['authorization']);
    const requestId = this.parts.newRequestId();
    const found = this.serviceOf(authorization, request);
    if (found === undefined) return { response: unknownService(requestId) };
    const { service, reading } = found;
    const operation = reading.operation ?? 'Unknown';
    let principal: Principal | undefined;
    let faults: readonly Fault[] = [];
    let response: AwsResponse;
    let errorCode: string | undefined;
    try {
      if (authorization === undefined) throw commonFailure(service.name, 'missing_token');
      principal = this.parts.authentication.of(service.name, authorization, request, this.parts.clock());
      const { accountId } = principal;
      const { region } = authorization;
      const scope = { service: service.name, operation, accountId, region };
      faults = this.parts.faults.take({ ...scope, resource: () => reading.resource(accountId, region) });
      for (const fault of faults) await this.applyBefore(service, fault, signal);
      if (!this.parts.quotas.admits(scope, this.parts.clock()))
        throw commonFailure(service.name, 'throttled');
      response = await reading.run(
        this.call({ service, operation, principal, region, requestId, signal, faults }),
      );
    } catch (error) {
      const failure = this.asAwsError(error, service, signal);
      errorCode = failure.code;
      response = service.renderError(failure, requestId);
    }
    const defect = defectOf(faults);
    this.parts.requests.record({
      at: this.parts.clock(),
      service: service.name,
      operation,
      region: authorization?.region ?? '',
      accountId: principal?.accountId,
      principalArn: principal?.arn,
      parameters: request.body.length <= loggedBodyBytes ? reading.parameters() : undefined,
      status: defect?.kind === 'drop_connection' ? 0 : response.status,
      errorCode,
    });
    return { response, defect };
  }

  /**
   * A request without a usable signature is answered in the protocol it seems to speak. Undefined for a service
   * that is not here.
   */
  private serviceOf(
    authorization: Authorization | undefined,
    request: AwsRequest,
  ): { service: AwsService; reading: Reading } | undefined {
    const { services } = this.parts;
    if (authorization !== undefined) {
      const service = services.find(({ name }) => name === authorization.service);
      return service && { service, reading: service.read(request) };
    }
    return services
      .map((service) => ({ service, reading: service.read(request) }))
      .find(({ reading }) => reading.operation !== undefined);
  }

  /** Refusals that come before the operation does anything. */
  private async applyBefore(service: AwsService, fault: Fault, signal: AbortSignal): Promise<void> {
    const { kind, delayMs = 0, code, status, message = '' } = fault;
    if (kind === 'delay') await this.parts.sleep(delayMs, signal);
    if (kind === 'throttle') throw commonFailure(service.name, 'throttled');
    if (kind === 'server_error') throw commonFailure(service.name, 'server_error');
    if (kind === 'expired_token') throw commonFailure(service.name, 'expired_token');
    if (kind === 'error' && code !== undefined) throw new AwsError(code, message, status);
  }

  private call(context: {
    service: AwsService;
    operation: string;
    principal: Principal;
    region: string;
    requestId: string;
    signal: AbortSignal;
    faults: readonly Fault[];
  }): Call {
    const { service, principal, faults } = context;
    const wanted = (kind: Fault['kind']): Fault | undefined => faults.find((fault) => fault.kind === kind);
    return {
      operation: context.operation,
      principal,
      accountId: principal.accountId,
      region: context.region,
      requestId: context.requestId,
      signal: context.signal,
      now: this.parts.clock,
      authorize: (action, resource) => {
        const denial = wanted('access_denied') ?? this.parts.faults.denialOf(principal, action, resource);
        if (denial === undefined) return;
        const wording = denial.wording ?? 'no_identity_policy';
        throw accessDenied({ service: service.name, principal, action, resource, wording });
      },
      imitates: (kind) => wanted(kind) !== undefined,
    };
  }

  private asAwsError(error: unknown, service: AwsService, signal: AbortSignal): AwsError {
    if (error instanceof AwsError) return error;
    // A wait that was cut short because nobody is there to hear the answer.
    if (!signal.aborted) this.parts.onBug(error);
    return commonFailure(service.name, 'server_error');
  }
}

/** In a shape that JSON clients read as an error and XML clients fail on. */
const unknownService = (requestId: string): AwsResponse => ({
  status: 501,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
  body: JSON.stringify({
    __type: 'UnknownServiceException',
    message: 'The local AWS does not have this service.',
  }),
});

function defectOf(faults: readonly Fault[]): Defect | undefined {
  for (const { kind, afterBytes } of faults) {
    if (kind === 'drop_connection' || kind === 'truncate_response' || kind === 'stall_response') {
      return { kind, ...(afterBytes === undefined ? {} : { afterBytes }) };
    }
  }
  return undefined;
}
