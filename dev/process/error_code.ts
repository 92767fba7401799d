/**
 * The code of an error of the system (`ENOENT`, `EADDRINUSE`, …) or of a program's end. Asked of the value itself: under a
 * test runner, errors of Node's own modules are not instances of the `Error` that a module sees.
 */
export function errorCode(error: unknown): string | number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' || typeof error.code === 'number' ? error.code : undefined;
}
