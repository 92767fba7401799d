import { asFailure, needsPerson, retryLater } from '../failure';
import { DEFAULT_RETRY_POLICY, finishAfter } from './retry_policy';

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
