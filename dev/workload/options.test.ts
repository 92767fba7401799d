import { DEFAULT_SEED, parseOptions, UsageError } from './options';

test('defaults: any port, a week, live', () => {
  expect(parseOptions([])).toEqual({ port: 0, seed: DEFAULT_SEED, days: 7, live: true, now: undefined });
});

test('a fixed clock is never live', () => {
  const options = parseOptions([
    '--now',
    '2026-11-22T10:00:00Z',
    '--days',
    '2',
    '--seed',
    'x',
    '--port',
    '4566',
  ]);
  expect(options).toEqual({ port: 4566, seed: 'x', days: 2, live: false, now: Date.UTC(2026, 10, 22, 10) });
  expect(parseOptions(['--no-live']).live).toBe(false);
});

test('queues may have been read by an earlier run up to a time', () => {
  const { notifiedFrom, live } = parseOptions(['--notified-from', '2026-11-22T10:00:00Z']);
  expect({ notifiedFrom, live }).toEqual({ notifiedFrom: Date.UTC(2026, 10, 22, 10), live: true });
});

test.each([
  [['--days', 'many'], '--days many'],
  [['--days', '31'], 'from 0 to 30'],
  [['--port', '70000'], 'from 0 to 65535'],
  [['--now', 'soon'], 'ISO 8601'],
  [['--notified-from', 'soon'], '--notified-from soon is not an ISO 8601 time'],
  [['--what'], 'Known: --port'],
])('%j is refused with what would be right', (args, hint) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(hint);
});
