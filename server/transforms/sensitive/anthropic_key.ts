/**
 * Anthropic's API and OAuth keys (Anthropic documentation, API overview: authentication).
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /sk-ant-[a-z0-9]{2,12}-[A-Za-z0-9_-]{16,}/y;

export const anthropicKey: Detector = {
  kind: 'anthropic_key',
  group: 'secret',
  sign: 'token',
  prefixes: ['sk-ant-'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
