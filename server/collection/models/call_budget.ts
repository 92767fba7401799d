/**
 * So many calls a minute for each identity and region, and no more: callers choose the ids that are looked up, and
 * the control plane's quotas are shared with people who deploy.
 */
import type { Clock } from '../../clock';

const CALLS_A_MINUTE = 60;
const MINUTE_MS = 60_000;

export class CallBudget {
  private readonly spent = new Map<string, { minute: number; calls: number }>();

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly callsAMinute = CALLS_A_MINUTE,
  ) {}

  /** Whether there is a call left in this minute; then it is taken. */
  take(key: string): boolean {
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    const now = this.spent.get(key);
    const calls = now?.minute === minute ? now.calls : 0;
    if (calls >= this.callsAMinute) return false;
    this.spent.set(key, { minute, calls: calls + 1 });
    return true;
  }
}
