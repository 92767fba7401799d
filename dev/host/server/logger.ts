/** The host's logger: contexts such as `plugins.bedrockObservability.collector`, one line per entry. */
import type { Logger } from 'osd/core/server';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
export interface LogEntry {
  readonly level: LogLevel;
  readonly context: string;
  readonly message: string;
}

export type LogSink = (entry: LogEntry) => void;

export function createLogger(sink: LogSink, context: readonly string[] = []): Logger {
  const write = (level: LogLevel) => (message: string | Error) =>
    sink({
      level,
      context: context.join('.'),
      message: message instanceof Error ? (message.stack ?? message.message) : message,
    });
  return {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    get: (...parts) => createLogger(sink, [...context, ...parts]),
  };
}

const QUIET: readonly LogLevel[] = ['trace', 'debug'];

/** As the host prints without `logging.verbose`. */
export const logToStdout: LogSink = ({ level, context, message }) => {
  if (QUIET.includes(level)) return;
  process.stdout.write(`[${new Date().toISOString()}][${level.toUpperCase()}][${context}] ${message}\n`);
};
