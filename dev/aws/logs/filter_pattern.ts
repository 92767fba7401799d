/**
 * Filter patterns for unstructured text: every plain term must occur, none of those behind `-`, and at least
 * one of those behind `?`; a quoted term is a phrase. Matching is case-sensitive. Patterns in braces (JSON) or
 * brackets (columns) are refused rather than misread.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import { AwsError } from '../protocol/errors';

const term = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

export function filterPattern(pattern: string | undefined): (message: Buffer) => boolean {
  const text = (pattern ?? '').trim();
  if (/^[{[]/.test(text)) {
    throw new AwsError(
      'InvalidParameterException',
      'Invalid filter pattern: the local AWS reads patterns for unstructured text only.',
    );
  }
  const terms = [...text.matchAll(term)].map(([, sign = '', quoted, plain]) => ({
    sign,
    bytes: Buffer.from(quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '', 'utf8'),
  }));
  const [all, none, some] = ['', '-', '?'].map((sign) =>
    terms.filter((candidate) => candidate.sign === sign).map(({ bytes }) => bytes),
  ) as [Buffer[], Buffer[], Buffer[]];
  return (message) =>
    all.every((bytes) => message.includes(bytes)) &&
    !none.some((bytes) => message.includes(bytes)) &&
    (some.length === 0 || some.some((bytes) => message.includes(bytes)));
}
