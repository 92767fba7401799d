/** The code of a system error (`ENOENT`); told by its shape, since a test's realm has another `Error`. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
