/**
 * What can go wrong at AWS, switched on by tests: per service, operation and resource, for a number of calls or
 * until cleared. A denial imitates a missing permission for a principal, an action and a resource. The shapes are
 * also the JSON of the control endpoint.
 */
import * as z from 'zod';
import { Wording } from './identity/access_denied';
import { matchesArn } from './identity/arn_pattern';
import type { Principal } from './identity/principal';

export const Fault = z
  .strictObject({
    kind: z.enum([
      'throttle',
      'server_error',
      /** As a `Denial` of whatever the call needs; what needs no permission is not hit. */
      'access_denied',
      'expired_token',
      /** The error that `code`, `status` and `message` describe. */
      'error',
      /** The answer waits for `delayMs`, then is given as usual. */
      'delay',
      /** The connection is closed without an answer; what was asked has been done. */
      'drop_connection',
      /** The answer announces its length and ends after `afterBytes` of its body; absent: half-way. */
      'truncate_response',
      /** The answer announces its length and stands still after `afterBytes`, until the client hangs up. */
      'stall_response',
      /** Pages without items, with a token while there is more: the caller must go on. */
      'empty_pages',
      /** Every second entry of a batch fails, inside a successful answer. */
      'partial_failure',
      /** ReceiveMessage has too many messages in flight. */
      'over_limit',
    ]),
    /** SigV4 service name; absent: every service. */
    service: z.enum(['bedrock', 'sts', 'logs', 'monitoring', 's3', 'sqs', 'sns']).optional(),
    /** For example `FilterLogEvents`; absent: every operation. */
    operation: z.string().optional(),
    /** ARN pattern of what the request is about: bucket or object, queue, topic, log group, role. */
    resource: z.string().optional(),
    accountId: z.string().optional(),
    region: z.string().optional(),
    /** How many calls it hits; absent: until cleared. */
    times: z.int().positive().optional(),
    delayMs: z.int().nonnegative().optional(),
    afterBytes: z.int().nonnegative().optional(),
    wording: Wording.optional(),
    code: z.string().optional(),
    status: z.int().min(300).max(599).optional(),
    message: z.string().optional(),
  })
  .refine(({ kind, code }) => (kind === 'error') === (code !== undefined), {
    message: 'an error, and only an error, has a code',
  });
export type Fault = z.output<typeof Fault>;

export const Denial = z.strictObject({
  /** ARN pattern of a user, a role or a role session; absent: everybody. */
  principal: z.string().optional(),
  /** IAM action (`logs:FilterLogEvents`) or pattern (`logs:*`). */
  action: z.string(),
  /** ARN pattern; absent: every resource. */
  resource: z.string().optional(),
  /** How the service puts it; absent: `no_identity_policy`. */
  wording: Wording.optional(),
});
export type Denial = z.output<typeof Denial>;

/** Where a call stands when faults are asked for. */
export interface FaultScope {
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  /** Asked for only where a fault is meant for a resource. */
  resource(): string | undefined;
}

const none: readonly Fault[] = [];

export class Faults {
  private faults: { readonly fault: Fault; left: number }[] = [];
  private denials: Denial[] = [];

  /** Returns a function that takes this fault back. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.faults.push(entry);
    return () => {
      this.faults = this.faults.filter((other) => other !== entry);
    };
  }

  /** Returns a function that takes this denial back. */
  deny(denial: Denial): () => void {
    this.denials.push(denial);
    return () => {
      this.denials = this.denials.filter((other) => other !== denial);
    };
  }

  clear(): void {
    this.faults = [];
    this.denials = [];
  }

  list(): { readonly faults: readonly Fault[]; readonly denials: readonly Denial[] } {
    return {
      faults: this.faults.map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left })),
      denials: [...this.denials],
    };
  }

  /** The faults that hit this call; each counts it. */
  take(scope: FaultScope): readonly Fault[] {
    if (this.faults.length === 0) return none;
    const hit = this.faults.filter(({ fault }) => applies(fault, scope));
    if (hit.length === 0) return none;
    for (const entry of hit) entry.left -= 1;
    this.faults = this.faults.filter((entry) => entry.left > 0);
    return hit.map(({ fault }) => fault);
  }

  /** The denial that forbids this, if any. */
  denialOf(principal: Principal, action: string, resource: string | undefined): Denial | undefined {
    if (this.denials.length === 0) return undefined;
    const arns = [principal.arn, ...(principal.roleArn === undefined ? [] : [principal.roleArn])];
    return this.denials.find(
      (denial) =>
        matchesArn(denial.action.toLowerCase(), action.toLowerCase()) &&
        arns.some((arn) => matchesArn(denial.principal ?? '*', arn)) &&
        matchesArn(denial.resource ?? '*', resource ?? '*'),
    );
  }
}

const applies = (fault: Fault, scope: FaultScope): boolean =>
  (['service', 'operation', 'accountId', 'region'] as const).every(
    (key) => fault[key] === undefined || fault[key] === scope[key],
  ) &&
  (fault.resource === undefined || matchesArn(fault.resource, scope.resource() ?? ''));
