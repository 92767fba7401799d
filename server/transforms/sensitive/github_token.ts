/**
 * GitHub tokens (GitHub documentation, about authentication: token formats), classic and fine-grained.
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /(?:gh[pousr]_[A-Za-z0-9]{36,}(?![A-Za-z0-9])|github_pat_[A-Za-z0-9_]{40,})/y;

export const githubToken: Detector = {
  kind: 'github_token',
  group: 'secret',
  sign: 'token',
  prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
