/** What collection needs of a logger; the host's and the headless collector's both fit. One line per message. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
