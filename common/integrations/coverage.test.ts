import { disagreements } from './coverage';
import { IntegrationDefinition } from './definition';

const define = (id: string, extra: object = {}) =>
  IntegrationDefinition.parse({
    id,
    name: id,
    account: { id: '111122223333' },
    regions: ['us-east-1', 'eu-central-1'],
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/aws/bedrock/invocations' } },
    ...extra,
  });

test('two definitions of the same data that agree are fine', () => {
  expect(disagreements(define('a'), [define('b')])).toEqual([]);
});

test('a definition does not disagree with its former self', () => {
  expect(disagreements(define('a', { content: 'full' }), [define('a')])).toEqual([]);
});

test('each shared region is named with what differs', () => {
  expect(disagreements(define('a', { content: 'full', namespace: 'prod' }), [define('b')])).toEqual([
    { with: 'b', region: 'us-east-1', stream: 'invocation_logs', settings: ['namespace', 'content'] },
    { with: 'b', region: 'eu-central-1', stream: 'invocation_logs', settings: ['namespace', 'content'] },
  ]);
});

test('other accounts and other regions do not matter', () => {
  expect(
    disagreements(define('a', { content: 'full' }), [define('b', { account: { id: '444455556666' } })]),
  ).toEqual([]);
  expect(disagreements(define('a', { content: 'full' }), [define('b', { regions: ['us-west-2'] })])).toEqual(
    [],
  );
});
