/**
 * What a guardrail matched, masked. What its policy on sensitive information found is sensitive by that alone, whether
 * we know the kind or not; what other policies found is a text like any other.
 */
import type { GuardrailReport } from '../../../common/bodies/guardrail';
import { maskOf, maskText } from './mask_text';
import type { Tally } from './tally';

const SENSITIVE_POLICY = 'sensitive_information_policy';

/** `CREDIT_DEBIT_CARD_NUMBER` and the like: AWS's words, and nothing else becomes part of a mask. */
const TYPE = /^[A-Z][A-Z0-9_]{1,40}$/;
const kindOf = (type: string | undefined): string =>
  `guardrail_${type !== undefined && TYPE.test(type) ? type.toLowerCase() : 'match'}`;

/** Distinct. */
export function maskedMatches({ findings }: GuardrailReport, tally: Tally): string[] {
  const matches = findings.flatMap(({ match, policy, type }) => {
    if (match === undefined) return [];
    return [policy === SENSITIVE_POLICY ? maskOf(kindOf(type)) : maskText(match, tally)];
  });
  return [...new Set(matches)];
}
