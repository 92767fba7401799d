/**
 * `AWS/Bedrock/Guardrails`: how often guardrails were asked and intervened, and what automated reasoning found.
 * Sources: "Monitor Amazon Bedrock Guardrails using CloudWatch metrics" and "Automated Reasoning checks", user guide.
 */
import { count, milliseconds, type MetricNamespace } from './metric';

export const GUARDRAIL_METRICS: MetricNamespace = {
  cloudwatch: 'AWS/Bedrock/Guardrails',
  name: 'guardrails',
  meaning: 'Guardrails and their policies',
  metrics: [
    count('Invocations', 'Times a guardrail was asked'),
    milliseconds('InvocationLatency', 'Time a guardrail took'),
    count('InvocationClientErrors', 'Times it failed through what the caller sent'),
    count('InvocationServerErrors', 'Times it failed at AWS'),
    count('InvocationThrottles', 'Times it was turned away for being too many'),
    count('InvocationsIntervened', 'Times it intervened'),
    count('TextUnitCount', 'Units of text that were looked at', { unit: 'text units' }),
    count('FindingCounts', 'Findings of automated reasoning, by type'),
    count('TotalFindings', 'Findings of automated reasoning'),
    milliseconds('Latency', 'Time automated reasoning took'),
  ],
  dimensions: {
    Operation: 'operation',
    GuardrailContentSource: 'guardrail_content_source',
    GuardrailPolicyType: 'guardrail_policy_type',
    GuardrailArn: 'guardrail_arn',
    GuardrailVersion: 'guardrail_version',
    FindingType: 'finding_type',
    PolicyArn: 'policy_arn',
    PolicyVersion: 'policy_version',
  },
};
