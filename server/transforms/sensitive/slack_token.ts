/**
 * Slack tokens of bots, users, apps and sessions (Slack API documentation, token types).
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}/y;

export const slackToken: Detector = {
  kind: 'slack_token',
  group: 'secret',
  sign: 'token',
  prefixes: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
