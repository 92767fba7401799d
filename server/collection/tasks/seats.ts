/**
 * Who runs next where fewer runs may go on than tasks are due: first what a person asked for, then whoever waits
 * longest, so that a task that has just run stands behind all others. What is done about the past gives live collection a
 * head start and never takes more than half of the seats, but is never starved either. Pure.
 */
import type { RunnableTask } from './task_plan';
import type { ListedTask } from './task_store';

export interface Offer {
  readonly task: ListedTask;
  readonly planned: RunnableTask;
  /** A person asked for it, or changed the definition: it runs although it is not due. */
  readonly atOnce: boolean;
}

export interface Seats {
  readonly limit: number;
  readonly running: readonly { readonly isLive: boolean }[];
}

const PAST_WAITS_MS = 60_000;

const isLive = ({ planned }: Offer): boolean => planned.work.kind === 'live';

export function inLine(offers: readonly Offer[]): Offer[] {
  const turn = (offer: Offer) => offer.task.task.next_run_at + (isLive(offer) ? 0 : PAST_WAITS_MS);
  const asked = (offer: Offer) => (offer.atOnce && isLive(offer) ? 0 : 1);
  return [...offers].sort((a, b) => asked(a) - asked(b) || turn(a) - turn(b));
}

/** Whether there is a seat for it now. */
export function hasSeat(offer: Offer, { limit, running }: Seats): boolean {
  if (running.length >= limit) return false;
  if (isLive(offer)) return true;
  const past = running.filter((run) => !run.isLive).length;
  return past < Math.max(1, Math.floor(limit / 2));
}
