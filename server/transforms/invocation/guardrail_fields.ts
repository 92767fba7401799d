/**
 * A guardrail's report as document fields. What matched is content and is not among them.
 */
import type { GuardrailFinding, GuardrailReport } from '../../../common/bodies/guardrail';
import type { Draft } from './present';

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value): value is string => value !== undefined))].sort();

const findingFields = (finding: GuardrailFinding): Draft => ({
  side: finding.side,
  guardrail_id: finding.guardrailId,
  policy: finding.policy,
  type: finding.type,
  name: finding.name,
  action: finding.action,
  confidence: finding.confidence,
  strength: finding.strength,
  score: finding.score,
  threshold: finding.threshold,
  detected: finding.detected,
});

/** A cap on what one record may add to the nested documents of a partition. */
const MAX_FINDINGS = 200;

/** `aws_bedrock.invocation.guardrail`. Absent when nothing says that a guardrail took part. */
export function guardrailFields(report: GuardrailReport): Draft {
  if (!report.present) return undefined;
  const { findings, units } = report;
  // Only a trace tells a block from a mask.
  const told = report.intervened && findings.length > 0;
  return {
    intervened: report.intervened,
    blocked: told ? findings.some(({ action }) => action === 'BLOCKED') : undefined,
    masked: told ? findings.some(({ action }) => action === 'ANONYMIZED') : undefined,
    findings: findings.slice(0, MAX_FINDINGS).map(findingFields),
    units: Object.fromEntries(units),
    text_characters: { guarded: report.charactersGuarded, total: report.charactersTotal },
    processing_latency: report.processingLatency,
  };
}

/** `gen_ai.policy` */
export function policyFields({ present, findings }: GuardrailReport): Draft {
  if (!present) return undefined;
  return {
    name: distinct(findings.map(({ policy }) => policy)),
    action: distinct(findings.map(({ action }) => action)),
    confidence: distinct(findings.map(({ confidence }) => confidence)),
  };
}

/** `gen_ai.compliance` */
export function complianceFields({ present, intervened, findings }: GuardrailReport): Draft {
  if (!present) return undefined;
  return {
    violation_detected: intervened,
    violation_code: distinct(findings.map(({ name, type }) => name ?? type)),
    request_triggered: distinct(findings.filter(({ side }) => side === 'input').map(({ policy }) => policy)),
    response_triggered: distinct(
      findings.filter(({ side }) => side === 'output').map(({ policy }) => policy),
    ),
  };
}
