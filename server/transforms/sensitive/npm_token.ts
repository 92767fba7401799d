/**
 * npm access tokens (npm documentation, about access tokens).
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y;

export const npmToken: Detector = {
  kind: 'npm_token',
  group: 'secret',
  sign: 'token',
  prefixes: ['npm_'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
