import type { Logger } from 'osd/core/server';
import { createFailureLog } from './failure_log';

const logged = () => {
  const lines: string[] = [];
  const write = (message: string | Error) => void lines.push(String(message));
  const logger: Logger = {
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
    get: () => logger,
  };
  return { lines, logger };
};

test('the same failure is logged once a minute, another one at once', () => {
  const { lines, logger } = logged();
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
