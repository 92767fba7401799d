import { createFailureLog } from './failure_log';
import { recordingLogger } from './routes_test_support';

test('the same failure is logged once a minute, another one at once', () => {
  const { lines, logger } = recordingLogger();
  let now = 0;
  const failures = createFailureLog(logger, () => now);
  failures.add('down');
  now = 59_999;
  failures.add('down');
  failures.add('forbidden');
  now = 60_000;
  failures.add('down');
  expect(lines).toEqual(['down', 'forbidden', 'down']);
});
