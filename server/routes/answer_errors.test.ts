import { UnexpectedAnswer } from '../queries/search';
import { describeFailure } from './answer_errors';

const INDEX = 'logs-aws_bedrock.invocation-*';
const responseError = (statusCode: number, error: object) => ({
  name: 'ResponseError',
  statusCode,
  body: { error, status: statusCode },
});

test('a refusal names the missing privilege and the index, and not the user', () => {
  const failure = describeFailure(
    responseError(403, {
      type: 'security_exception',
      reason:
        'no permissions for [indices:data/read/search] and User [name=eve, backend_roles=[], requestedTenant=null]',
    }),
    INDEX,
  );
  expect(failure).toMatchObject({
    statusCode: 403,
    attributes: { code: 'forbidden', privilege: 'indices:data/read/search', index: INDEX },
    log: false,
  });
  expect(JSON.stringify(failure)).not.toContain('eve');
});

test.each([
  [{ name: 'ConnectionError', message: 'connect ECONNREFUSED' }, 503, 'unreachable'],
  [{ name: 'NoLivingConnectionsError' }, 503, 'unreachable'],
  [{ name: 'TimeoutError' }, 503, 'unreachable'],
  [responseError(401, {}), 401, 'signed_out'],
  [responseError(429, { type: 'circuit_breaking_exception' }), 503, 'overloaded'],
  [responseError(503, { type: 'search_phase_execution_exception' }), 503, 'unavailable'],
  [responseError(504, {}), 503, 'unreachable'],
  [
    responseError(400, {
      type: 'search_phase_execution_exception',
      root_cause: [{ type: 'illegal_argument_exception', reason: 'Text fields are not optimised' }],
    }),
    502,
    'mapping',
  ],
  [responseError(400, { type: 'parsing_exception' }), 502, 'failed'],
  [responseError(500, { type: 'null_pointer_exception' }), 500, 'failed'],
  [new UnexpectedAnswer('at: a.b'), 502, 'failed'],
  [new Error('boom'), 500, 'failed'],
  ['thrown text', 500, 'failed'],
])('%p becomes %d %s with a next step', (error, statusCode, code) => {
  const failure = describeFailure(error, INDEX);
  expect(failure.statusCode).toBe(statusCode);
  expect(failure.attributes.code).toBe(code);
  expect(failure.attributes.action).not.toBe('');
});

test('nothing that OpenSearch quoted is passed on', () => {
  const failure = describeFailure(
    responseError(500, { type: 'exception', reason: 'failed to parse [what somebody wrote]' }),
    INDEX,
  );
  expect(JSON.stringify(failure)).not.toContain('somebody');
});
