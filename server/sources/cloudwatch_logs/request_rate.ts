/**
 * FilterLogEvents is limited per account and region, for everybody who reads there, and the limit cannot be
 * raised. We take half of it at most, so that people's own queries keep working.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
import type { Clock } from '../../clock';

const QUOTA_BY_REGION: Readonly<Record<string, number>> = {
  'us-east-1': 25,
  'ap-northeast-3': 5,
  'ap-southeast-3': 5,
  'ca-west-1': 5,
  'eu-central-1': 5,
  'il-central-1': 5,
};
const QUOTA_ELSEWHERE = 10;
const OUR_SHARE = 0.5;

/** Requests per second that we allow ourselves in a region. */
export const requestsPerSecond = (region: string): number =>
  (QUOTA_BY_REGION[region] ?? QUOTA_ELSEWHERE) * OUR_SHARE;

/** A token bucket per account and region, shared by all tasks of this process. */
export class RequestRates {
  private readonly nextFreeAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: (region: string) => number = requestsPerSecond,
  ) {}

  /** Resolves when the next request may be sent, or when `signal` aborts. A second's worth may be sent at once. */
  async take(accountId: string, region: string, signal: AbortSignal): Promise<void> {
    const key = `${accountId}/${region}`;
    const perSecond = this.perSecond(region);
    const now = this.clock.now();
    // Each request books its slot before it waits, so that concurrent askers queue up instead of colliding.
    const slot = Math.max(this.nextFreeAt.get(key) ?? 0, now - 1_000);
    this.nextFreeAt.set(key, slot + 1_000 / perSecond);
    if (slot > now) await this.clock.sleep(slot - now, signal);
  }
}
