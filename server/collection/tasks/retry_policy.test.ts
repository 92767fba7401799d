import { asFailure, needsPerson, retryLater } from '../../failure';
import { NO_COUNTS } from '../runs/run_counts';
import { afterRun, DEFAULT_RETRY_POLICY, finishAfter, type GoodRun } from './retry_policy';

const delays = (failure: Parameters<typeof finishAfter>[0], random = 1) =>
  [1, 2, 3, 30].map((failures) => finishAfter(failure, failures, DEFAULT_RETRY_POLICY, () => random).delayMs);

test('passing trouble is retried soon, then less and less often, up to a bound', () => {
  expect(delays(retryLater('throttled', 'm'))).toEqual([5_000, 10_000, 20_000, 300_000]);
  expect(delays(retryLater('throttled', 'm'), 0)).toEqual([2_500, 5_000, 10_000, 150_000]);
});

test('what a person has to do is in the task, and whether it was done is found out by trying', () => {
  const finish = finishAfter(needsPerson('access_denied', 'm', 'do it'), 1, DEFAULT_RETRY_POLICY, () => 1);
  expect(finish).toMatchObject({
    outcome: 'attention',
    state: 'attention',
    attention: { code: 'access_denied', message: 'm', action: 'do it' },
    delayMs: 60_000,
  });
});

test('of an unforeseen error nothing but its class is told', () => {
  const finish = finishAfter(
    asFailure(new RangeError('what people wrote')),
    1,
    DEFAULT_RETRY_POLICY,
    () => 1,
  );
  expect(finish).toMatchObject({ outcome: 'bug', state: 'attention' });
  expect(JSON.stringify(finish)).not.toContain('what people wrote');
});

describe('a run that did not fail', () => {
  const after = (changes: Partial<GoodRun> = {}) =>
    afterRun({
      ended: 'caught_up',
      intervalMs: 60_000,
      failures: 3,
      counts: NO_COUNTS,
      task: { slot: 0, work: { kind: 'live' } },
      now: 1_000,
      ...changes,
    });
  const live = { kind: 'live' } as const;
  const span = { kind: 'backfill', id: 'b', from: 0, to: 1_000_000 } as const;

  test('is followed by the next after the interval, or at once where there is more', () => {
    expect(after()).toEqual({
      outcome: 'succeeded',
      state: 'waiting',
      delayMs: 60_000,
      consecutiveFailures: 0,
    });
    expect(after({ ended: 'more' })).toMatchObject({ outcome: 'succeeded', delayMs: 0 });
    expect(after({ ended: 'stopped' })).toMatchObject({
      outcome: 'stopped',
      delayMs: 0,
      consecutiveFailures: 3,
    });
  });

  test('leaves an empty queue to its first consumer for a while', () => {
    const idle = { intervalMs: 1_000, task: { slot: 2, work: live } };
    expect(after(idle).delayMs).toBe(15_000);
    expect(after({ ...idle, counts: { ...NO_COUNTS, read: 1 } }).delayMs).toBe(1_000);
    expect(after({ ...idle, task: { slot: 0, work: live } }).delayMs).toBe(1_000);
  });

  test('is the last of a backfill that has read its span', () => {
    expect(after({ task: { slot: 0, work: span }, readUntil: 999_999 })).toMatchObject({
      outcome: 'succeeded',
      state: 'done',
    });
  });

  test('is not the last of a backfill whose span is not over, or of which something was let go', () => {
    const task = { slot: 0, work: span };
    expect(after({ task, readUntil: 500_000 })).toMatchObject({ state: 'waiting', delayMs: 60_000 });
    const letGo = retryLater('throttled', 'AWS throttles');
    expect(after({ task, readUntil: 999_999, letGo })).toMatchObject({
      state: 'waiting',
      error: 'AWS throttles',
    });
  });

  test('is the last of a re-pricing once it has seen all that is stored, but not before', () => {
    const task = { slot: 0, work: { ...span, kind: 'repricing' } } as const;
    expect(after({ task, readUntil: 5 })).toMatchObject({ outcome: 'succeeded', state: 'done' });
    expect(after({ task, ended: 'more' })).toMatchObject({ state: 'waiting', delayMs: 0 });
    expect(after({ task, ended: 'stopped' })).toMatchObject({ state: 'waiting' });
  });

  test('goes on where a person could do something for more, and tells', () => {
    const notice = needsPerson('models_unresolved', 'm', 'allow it');
    const attention = { code: 'models_unresolved', message: 'm', action: 'allow it' };
    expect(after({ notice })).toMatchObject({ outcome: 'succeeded', state: 'waiting', attention });
    expect(after({ notice })).not.toHaveProperty('error');
    expect(after({ notice, ended: 'stopped' })).toMatchObject({ outcome: 'stopped', attention });
    expect(after()).not.toHaveProperty('attention');
  });

  test('is the last of a backfill that found nothing in a span long over', () => {
    expect(after({ task: { slot: 0, work: span }, now: 10_000_000 })).toMatchObject({ state: 'done' });
  });
});
