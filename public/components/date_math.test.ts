import moment from 'moment';
import { resolveRange } from './date_math';

const NOW = Date.UTC(2026, 10, 22, 10, 45, 30);

test.each([
  ['now-15m', 'now', NOW - 15 * 60_000, NOW],
  ['now-1d', 'now-1h', NOW - 86_400_000, NOW - 3_600_000],
  ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z', Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21)],
])('%s to %s', (from, to, start, end) => {
  expect(resolveRange({ from, to }, NOW)).toEqual({ from: start, to: end });
});

test('today begins at midnight and ends now', () => {
  expect(resolveRange({ from: 'now/d', to: 'now/d' }, NOW)).toEqual({
    from: moment(NOW).startOf('day').valueOf(),
    to: NOW,
  });
});

test('yesterday is a whole day', () => {
  const today = moment(NOW).startOf('day');
  expect(resolveRange({ from: 'now-1d/d', to: 'now-1d/d' }, NOW)).toEqual({
    from: moment(today).subtract(1, 'day').valueOf(),
    to: today.valueOf(),
  });
});

test.each([
  ['now', 'now'],
  ['now', 'now-1h'],
  ['now+1h', 'now+2h'],
  ['yesterday', 'now'],
  ['now-1x', 'now'],
  ['', ''],
])('%p to %p is no range', (from, to) => {
  expect(resolveRange({ from, to }, NOW)).toBeUndefined();
});
