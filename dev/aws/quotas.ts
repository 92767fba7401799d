/**
 * Calls per second and account and region. The numbers are AWS's own, which nobody can have raised.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
import type { ServiceName } from './protocol/errors';
import { TokenBucket } from './token_bucket';

/** Infinity: no quota. */
export type Quota = (service: ServiceName, operation: string, region: string) => number;

const slowRegions: ReadonlySet<string> = new Set([
  'ap-northeast-3',
  'ap-southeast-3',
  'ca-west-1',
  'eu-central-1',
  'il-central-1',
]);

export const awsQuota: Quota = (service, operation, region) => {
  if (service !== 'logs') return Infinity;
  if (operation === 'DescribeLogStreams') return 25;
  if (operation === 'DescribeLogGroups') return 10;
  if (operation !== 'FilterLogEvents') return Infinity;
  if (region === 'us-east-1') return 25;
  return slowRegions.has(region) ? 5 : 10;
};

/** For tests whose clock stands still: a quota that refills by the clock would never refill. */
export const noQuota: Quota = () => Infinity;

export class QuotaKeeper {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly quota: Quota) {}

  /** False when the account has used up this operation in this region. */
  admits(
    call: { service: ServiceName; operation: string; accountId: string; region: string },
    now: number,
  ): boolean {
    const perSecond = this.quota(call.service, call.operation, call.region);
    if (perSecond === Infinity) return true;
    const key = [call.service, call.operation, call.accountId, call.region].join('/');
    const bucket = this.buckets.get(key) ?? new TokenBucket(perSecond, now);
    this.buckets.set(key, bucket);
    return bucket.take(now);
  }
}
