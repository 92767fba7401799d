/** The collector's log: one line for each message on standard error, as text for people or as JSON for machines. */
import type { Logger } from '../collection/logger';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LineLoggerOptions {
  readonly level: LogLevel;
  readonly format: 'text' | 'json';
  /** Takes one line without its end. */
  readonly write: (line: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function createLineLogger({ level, format, write, now }: LineLoggerOptions): Logger {
  const log = (of: LogLevel) => (message: string) => {
    if (LOG_LEVELS.indexOf(of) > LOG_LEVELS.indexOf(level)) return;
    const time = new Date(now()).toISOString();
    write(
      format === 'json'
        ? JSON.stringify({ time, level: of, message })
        : // A message that holds line ends must not look like several.
          `${time} ${of.toUpperCase().padEnd(5)} ${message.replace(/[\r\n]+/g, ' ')}`,
    );
  };
  return { error: log('error'), warn: log('warn'), info: log('info'), debug: log('debug') };
}
