import { RequestRates, requestsPerSecond } from './request_rate';

/** A clock on which waiting is what moves time. */
function steppingClock() {
  const clock = {
    time: 10_000,
    now: () => clock.time,
    sleep: async (ms: number) => {
      clock.time += ms;
    },
  };
  return clock;
}

test('half of the quota of the region is ours', () => {
  expect(requestsPerSecond('us-east-1')).toBe(12.5);
  expect(requestsPerSecond('eu-central-1')).toBe(2.5);
  expect(requestsPerSecond('eu-west-1')).toBe(5);
});

test('over any longer time the rate is kept, after a short burst', async () => {
  const clock = steppingClock();
  const rates = new RequestRates(clock, () => 5);
  const signal = new AbortController().signal;
  for (let n = 0; n < 105; n++) await rates.take('1', 'r', signal);
  expect(clock.time - 10_000).toBeGreaterThanOrEqual(19_000);
  expect(clock.time - 10_000).toBeLessThanOrEqual(21_000);
});

test('accounts and regions do not slow each other', async () => {
  const clock = steppingClock();
  const rates = new RequestRates(clock, () => 1);
  const signal = new AbortController().signal;
  for (const account of ['1', '2', '3'])
    for (const region of ['a', 'b']) await rates.take(account, region, signal);
  expect(clock.time).toBe(10_000);
});
