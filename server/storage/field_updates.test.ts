import { type FieldUpdate, updateFields } from './field_updates';
import type { OpenSearch, OpenSearchRequest } from './opensearch';

const INDEX = 'logs-aws_bedrock.invocation-default-2026.11';
const update = (id: string): FieldUpdate => ({
  index: INDEX,
  id,
  changes: [{ path: ['a', 'b'], value: 1 }, { path: ['c'] }],
  only: { seqNo: 7, primaryTerm: 2 },
});

function store(items: readonly object[], statusCode = 200) {
  const requests: OpenSearchRequest[] = [];
  const openSearch: OpenSearch = {
    request: (request) => {
      requests.push(request);
      return Promise.resolve({ statusCode, body: { items: items.map((one) => ({ update: one })) } });
    },
  };
  return { openSearch, requests };
}

test('each update names the version or the fields it is for, and says when', async () => {
  const { openSearch, requests } = store([
    { status: 200, result: 'updated' },
    { status: 200, result: 'noop' },
  ]);
  const where = [{ path: ['state'], value: 'inline' }];
  const outcomes = await updateFields(openSearch, [update('x'), { ...update('y'), only: { where } }], 'now');
  expect(outcomes).toEqual(['changed', 'same']);
  const lines = String(requests[0]?.ndjson)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { update: { _index: INDEX, _id: 'x', if_seq_no: 7, if_primary_term: 2 } },
    {
      script: {
        params: { where: [], changes: [{ value: 1 }, { path: ['c'], value: null }], updated: 'now' },
      },
    },
    { update: { _id: 'y', retry_on_conflict: 3 } },
    { script: { params: { where } } },
  ]);
  expect(lines[0]).not.toHaveProperty('update.retry_on_conflict');
  expect(lines.every((line) => !JSON.stringify(line).includes('upsert'))).toBe(true);
});

test.each([
  [404, 'document_missing_exception', 'gone'],
  [404, 'index_not_found_exception', 'gone'],
  [409, 'version_conflict_engine_exception', 'changed_meanwhile'],
])('%i %s: %s', async (status, type, outcome) => {
  const { openSearch } = store([{ status, error: { type } }]);
  expect(await updateFields(openSearch, [update('x')], 'now')).toEqual([outcome]);
});

test.each([
  [429, 'rejected_execution_exception', { kind: 'retry', code: 'opensearch_busy' }],
  [503, 'unavailable_shards_exception', { kind: 'retry' }],
  [403, 'security_exception', { kind: 'needs_person', code: 'opensearch_forbidden' }],
  [429, 'cluster_block_exception', { kind: 'needs_person', code: 'write_block' }],
])('%i %s ends in a failure', async (status, type, failure) => {
  const { openSearch } = store([
    { status: 200, result: 'updated' },
    { status, error: { type } },
  ]);
  await expect(updateFields(openSearch, [update('x'), update('y')], 'now')).rejects.toMatchObject(failure);
});

test('a refusal names the rights and the indices', async () => {
  const { openSearch } = store([{ status: 403, error: { type: 'security_exception' } }]);
  await expect(updateFields(openSearch, [update('x')], 'now')).rejects.toMatchObject({
    action: expect.stringMatching(
      /indices:data\/write\/update on logs-aws_bedrock\.invocation-default-\*\.$/,
    ),
  });
});

test('nothing to change is no request', async () => {
  const { openSearch, requests } = store([]);
  expect(await updateFields(openSearch, [], 'now')).toEqual([]);
  expect(requests).toEqual([]);
});
