/**
 * Google API keys (Google Cloud documentation, manage API keys).
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/y;

export const googleApiKey: Detector = {
  kind: 'google_api_key',
  group: 'secret',
  sign: 'token',
  prefixes: ['AIza'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
