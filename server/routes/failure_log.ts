/**
 * Pages ask again and again while OpenSearch is down; the log should say so once a minute, not once per question
 * of every open tab.
 */
import type { Logger } from 'osd/core/server';

const QUIET_MS = 60_000;
/** Failures told apart; a bound, since their texts name what OpenSearch answered. */
const MAX_REMEMBERED = 100;

export interface FailureLog {
  /** Logs as an error, unless the same text was logged less than a minute ago. */
  add(text: string): void;
}

/** `now` in epoch milliseconds. */
export function createFailureLog(logger: Logger, now: () => number): FailureLog {
  const lastLogged = new Map<string, number>();
  return {
    add(text) {
      const at = now();
      const last = lastLogged.get(text);
      if (last !== undefined && at - last < QUIET_MS) return;
      if (lastLogged.size >= MAX_REMEMBERED) lastLogged.clear();
      lastLogged.set(text, at);
      logger.error(text);
    },
  };
}
