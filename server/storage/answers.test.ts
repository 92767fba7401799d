import { storeFailure } from './answers';

const refusal = (reason: string) => ({
  statusCode: 403,
  body: { error: { type: 'security_exception', reason } },
});

test.each([
  ['no permissions for [indices:admin/create] and User [name=somebody, roles=[a]]', 'indices:admin/create'],
  ['no permissions for [indices:data/write/bulk[s]] and User [name=somebody]', 'indices:data/write/bulk[s]'],
  ['no permissions for [cluster:monitor/health] and User [name=somebody]', 'cluster:monitor/health'],
])('the right that a refusal names is named first, and nobody else', (reason, right) => {
  const failure = storeFailure(refusal(reason), 'do this', 'all rights');
  expect(failure).toMatchObject({ kind: 'needs_person', code: 'opensearch_forbidden' });
  expect(failure.action).toBe(`Grant its role ${right} (all that this takes: all rights).`);
  expect(JSON.stringify(failure)).not.toContain('somebody');
});

test.each([refusal('something else about [a document]'), { statusCode: 403, body: undefined }])(
  'a refusal that names no right is answered with what the request takes',
  (answer) => {
    expect(storeFailure(answer, 'do this', 'all rights').action).toBe('Grant its role all rights.');
  },
);
