import { createLineLogger, type LineLoggerOptions } from './line_logger';

function linesOf(options: Partial<LineLoggerOptions>): string[] {
  const lines: string[] = [];
  const logger = createLineLogger({
    level: 'info',
    format: 'text',
    write: (line) => lines.push(line),
    now: () => Date.UTC(2026, 10, 22),
    ...options,
  });
  logger.error('broken\r\nagain');
  logger.warn('odd');
  logger.info('fine');
  logger.debug('detail');
  return lines;
}

test('text, one line each, nothing below its level', () => {
  expect(linesOf({})).toEqual([
    '2026-11-22T00:00:00.000Z ERROR broken again',
    '2026-11-22T00:00:00.000Z WARN  odd',
    '2026-11-22T00:00:00.000Z INFO  fine',
  ]);
});

test('JSON', () => {
  expect(linesOf({ format: 'json', level: 'error' }).map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: '2026-11-22T00:00:00.000Z', level: 'error', message: 'broken\r\nagain' },
  ]);
});

test('everything', () => {
  expect(linesOf({ level: 'debug' })).toHaveLength(4);
});
