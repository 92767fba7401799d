/** What a schema found wrong, in words for whoever wrote the file; never with a value of it. */
import type * as z from 'zod/mini';

export interface SchemaProblem {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;

/** What zod says where a schema gave no words of its own. */
const NO_WORDS = 'Invalid input';

/** `isThere`: whether the file has something at a path. */
export function schemaProblems(
  issues: readonly Issue[],
  isThere: (path: SchemaProblem['path']) => boolean,
): SchemaProblem[] {
  return issues.flatMap((issue): SchemaProblem[] => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    // Each unknown key is a problem of its own, at its own line.
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], problem: 'is not a key that is known here' }));
    if (issue.message !== NO_WORDS) return [{ path, problem: issue.message }];
    const isMissing = (issue.code === 'invalid_type' || issue.code === 'invalid_value') && !isThere(path);
    return [{ path, problem: isMissing ? `is missing: ${wordsFor(issue)}` : wordsFor(issue) }];
  });
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text (numbers in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys',
  record: 'keys',
};

function wordsFor(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `has to be ${oneOf(issue.values.map(String))}`;
    case 'invalid_union':
      return issue.discriminator === undefined
        ? 'is none of the forms that are possible here'
        : `has to be ${oneOf(discriminatorsOf(issue))}`;
    case 'too_small':
      return `has to be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `has to be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'has to be a time such as 2026-11-22T00:00:00Z'
        : 'has not the right form';
    default:
      return 'is not valid';
  }
}

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';

const oneOf = (values: readonly string[]): string => values.join(' or ');

/** zod tells the possible values, but its types do not. */
const discriminatorsOf = (issue: object): string[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : ['another value'];
