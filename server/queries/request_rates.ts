/**
 * Which requests failed, by CloudWatch's counters. `Invocations` are requests that were accepted, those that failed
 * later included; throttled ones are in no other counter. Requests that were refused as invalid may count as client
 * errors and not as invocations, and an older page of AWS calls only successes invocations: so there may be more
 * errors than invocations, and a rate is never of fewer requests than failed.
 * Source: "Monitor Amazon Bedrock runtime metrics", Bedrock user guide.
 */
export interface RequestCounts {
  readonly invocations: number;
  readonly client_errors: number;
  readonly server_errors: number;
  readonly throttles: number;
}

export interface RequestRates {
  readonly attempts: number;
  /** 0 to 1. */
  readonly error_rate: number | null;
  /** 0 to 1. */
  readonly throttle_rate: number | null;
}

export function requestRates(counts: RequestCounts): RequestRates {
  const { invocations, client_errors, server_errors, throttles } = counts;
  const errors = client_errors + server_errors;
  const answered = Math.max(invocations, errors);
  const attempts = answered + throttles;
  return {
    attempts,
    error_rate: shareOf(errors, answered),
    throttle_rate: shareOf(throttles, attempts),
  };
}

/** `null` for a share of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
