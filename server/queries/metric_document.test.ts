import { GUARDRAIL_METRICS } from '../../common/metrics/guardrails';
import { RUNTIME_METRICS } from '../../common/metrics/runtime';
import { dimensionField, valueField } from './metric_document';

test('fields are those of the catalogue', () => {
  expect(valueField(RUNTIME_METRICS, 'Invocations', 'Sum')).toBe('aws_bedrock.runtime.invocations');
  expect(valueField(RUNTIME_METRICS, 'InvocationLatency', 'p99')).toBe(
    'aws_bedrock.runtime.invocation_latency_p99',
  );
  expect(dimensionField(GUARDRAIL_METRICS, 'GuardrailArn')).toBe('aws_bedrock.guardrails.guardrail_arn');
});

test('what is not collected cannot be asked for', () => {
  expect(() => valueField(RUNTIME_METRICS, 'Invocations', 'p99')).toThrow(TypeError);
  expect(() => valueField(RUNTIME_METRICS, 'Invented', 'Sum')).toThrow(TypeError);
  expect(() => dimensionField(RUNTIME_METRICS, 'toString')).toThrow(TypeError);
});
