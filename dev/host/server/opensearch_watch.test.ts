import type { OpenSearchClient } from 'osd/core/server';
import { createLogger, type LogEntry } from './logger';
import { OpenSearchWatch } from './opensearch_watch';

test('what goes and what comes back is said once each', async () => {
  const answers = [false, false, true, true, false, false, true];
  const changes: boolean[] = [];
  const lines: LogEntry[] = [];
  let back: () => void = () => undefined;
  const cameBack = new Promise<void>((resolve) => (back = resolve));
  const client: OpenSearchClient = {
    transport: {
      request: () => {
        const answered = answers.shift() ?? true;
        if (answers.length === 0) back();
        const answer = answered
          ? Promise.resolve({ body: {}, statusCode: 200, headers: {} })
          : Promise.reject(new Error('connect ECONNREFUSED'));
        return Object.assign(answer, { abort: () => undefined });
      },
    },
  };
  const watch = new OpenSearchWatch({
    client,
    log: createLogger((line) => lines.push(line), ['opensearch']),
    onChange: (available) => changes.push(available),
    everyMs: 1,
  });

  await watch.firstAnswer();
  expect(changes).toEqual([false, true]);
  await cameBack;
  await watch.stop();

  expect(changes).toEqual([false, true, false, true]);
  expect(lines.map(({ level }) => level)).toEqual(['error', 'info', 'error', 'info']);
  expect(lines[0]?.message).toContain('connect ECONNREFUSED');
});
