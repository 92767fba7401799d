/**
 * OpenAI's API keys (OpenAI documentation, API keys), of users, projects and service accounts. Other vendors give out
 * keys with the same beginning; whole words between dashes, as in `sk-learn-pipeline-…`, are none.
 */
import { matchAt, type Detector } from './detector';

const KEY = /sk-(?!ant-)(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,200}/y;

export const openaiKey: Detector = {
  kind: 'openai_key',
  group: 'secret',
  sign: 'token',
  prefixes: ['sk-'],
  find: (text, start, _end, found) =>
    matchAt(KEY, text, start, (from, to) => {
      const key = text.slice(from + 3, to);
      if (/\d/.test(key) && /[A-Z]/.test(key) && /[a-z]/.test(key)) found(from, to);
    }),
};
