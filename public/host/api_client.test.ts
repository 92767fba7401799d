import type { HttpStart } from 'osd/core/public';
import * as z from 'zod/mini';
import { ApiError, ask } from './api_client';

const answering = (fetch: () => Promise<unknown>) =>
  ({ fetch: jest.fn(fetch) }) as Partial<HttpStart> as HttpStart;
const question = {
  method: 'POST',
  path: '/api/x',
  body: { a: 1 },
  answer: z.object({ n: z.number() }),
} as const;

test('an answer is parsed and handed over', async () => {
  const http = answering(async () => ({ n: 1, more: true }));
  await expect(ask(http, question)).resolves.toEqual({ n: 1 });
  expect(http.fetch).toHaveBeenCalledWith('/api/x', { method: 'POST', body: '{"a":1}' });
});

test.each([
  [
    { body: { statusCode: 403, message: 'no', attributes: { code: 'forbidden', action: 'ask for it' } } },
    { code: 'forbidden', message: 'no', action: 'ask for it' },
  ],
  [{ body: { statusCode: 401, message: 'Unauthorized' } }, { code: 'signed_out' }],
  [{ response: { status: 503 } }, { code: 'unreachable' }],
  [
    { body: { statusCode: 400, message: '[request body.range]: no' } },
    { code: 'invalid', message: '[request body.range]: no' },
  ],
  [{ body: { statusCode: 500, message: 'x', attributes: { code: 'nonsense' } } }, { code: 'failed' }],
  [new TypeError('Failed to fetch'), { code: 'unreachable' }],
])('%j is one typed error with a next step', async (thrown, expected) => {
  const failed = ask(
    answering(() => Promise.reject(thrown)),
    question,
  );
  await expect(failed).rejects.toBeInstanceOf(ApiError);
  await expect(failed).rejects.toMatchObject({ action: expect.stringMatching(/./), ...expected });
});

test('an answer of another version asks for a reload', async () => {
  await expect(
    ask(
      answering(async () => ({ n: 'one' })),
      question,
    ),
  ).rejects.toMatchObject({ code: 'outdated' });
});
