/** Records that nobody would send by accident, and what they must not do. Made-up cases once found each of them. */
import type { Json } from '../../../common/documents/json';
import { CONTEXT, CONVERSE, indexed, transform } from './golden_record.test_support';
import { transformInvocation } from './transform';

const HEAD = '{"schemaType":"ModelInvocationLog","timestamp":"2026-04-19T13:28:51Z","operation":"Converse"';

const answered = (outputBodyJson: Json) => ({ ...CONVERSE, output: { outputBodyJson } });

test('nesting deeper than any stack is no reason to throw', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const inBody = `${HEAD},"requestId":"r","input":{"inputBodyJson":{"messages":${deep}}},"output":{}}`;
  expect(transformInvocation(inBody, CONTEXT)).toMatchObject({ status: 'indexed' });
  expect(transformInvocation(`${HEAD},"extra":${deep}}`, CONTEXT)).toEqual({
    status: 'rejected',
    reasons: ['too_large'],
  });
});

test.each([1e308, 1e300, -5, 1e10])('%d ms is no time that a call takes, and no duration', (latencyMs) => {
  const { document } = indexed(answered({ metrics: { latencyMs } }));
  expect(document.event).not.toHaveProperty('duration');
  expect(JSON.stringify(document)).not.toContain('response_time');
});

test('a stream that ends as it begins has no speed', () => {
  const metrics = { invocationLatency: 5e-324, firstByteLatency: 0, outputTokenCount: 9 };
  const { document } = indexed(answered([{ 'amazon-bedrock-invocationMetrics': metrics }]));
  expect(JSON.stringify(document)).not.toContain('output_tokens_per_second');
});

test('a key that names the prototype is a key like any other', () => {
  const text = JSON.stringify(CONVERSE).replace('"team":', '"__proto__":');
  const outcome = transformInvocation(text, CONTEXT);
  expect(outcome).toMatchObject({ status: 'indexed' });
  expect(JSON.stringify(outcome)).not.toContain('__proto__"');
  expect(Object.prototype).not.toHaveProperty('team');
});

test('any JSON that is no record is rejected or skipped', () => {
  for (const value of [null, 0, 'text', [], {}, [CONVERSE]] as Json[])
    expect(['rejected', 'skipped']).toContain(transform(value).status);
});
