/**
 * GitLab tokens (GitLab documentation, token overview: token prefixes).
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /(?:gl(?:pat|dt|rt|ptt|cbt|soat)-[A-Za-z0-9_-]{20,})/y;

export const gitlabToken: Detector = {
  kind: 'gitlab_token',
  group: 'secret',
  sign: 'token',
  prefixes: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
