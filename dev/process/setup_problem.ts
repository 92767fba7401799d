/**
 * What stops `npm start`, `npm test` or a development server before it runs, said once: what is wrong and what
 * the person at the terminal can do about it. Whoever runs these programs prints `message` (which holds both)
 * and exits with code 1; a stack trace would help nobody. Never holds a credential.
 */

export type SetupProblemCode =
  | 'aws_credentials'
  | 'aws_endpoint'
  | 'cache_not_writable'
  | 'child_failed'
  | 'chromium_missing'
  | 'data_dir_in_use'
  | 'data_dir_not_writable'
  | 'download_failed'
  | 'java_missing'
  | 'java_too_old'
  | 'java_without_compiler'
  | 'maven_missing'
  | 'node18_missing'
  | 'not_opensearch'
  | 'opensearch_failed'
  | 'opensearch_too_old'
  | 'opensearch_unauthorised'
  | 'opensearch_unreachable'
  | 'port_taken';

export class SetupProblem extends Error {
  override readonly name = 'SetupProblem';

  constructor(
    readonly code: SetupProblemCode,
    /** One sentence: what is wrong. */
    readonly problem: string,
    /** What to do, one step a line. */
    readonly action: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}\n${action}`, options);
  }
}
