/** What may go wrong between finding out that a record is stored already and replacing its copy. */
import { BulkWriter } from './bulk_writer';
import { bodyOf } from './fake_store.test_support';
import type { OpenSearch, OpenSearchRequest, OpenSearchResponse } from './opensearch';

const ok = (body: unknown): OpenSearchResponse => ({ statusCode: 200, body });
const items = (...all: object[]): OpenSearchResponse => ok({ items: all });
const conflict = { create: { status: 409, error: { type: 'version_conflict_engine_exception' } } };
const stateOf = (input: string, output: string) => ({
  _id: 'a',
  found: true,
  _source: { aws_bedrock: { invocation: { input: { body_state: input }, output: { body_state: output } } } },
});
const poorer = ok({ docs: [stateOf('absent', 'offloaded')] });

/** Answers requests one after the other. */
async function write(...answers: (OpenSearchResponse | Error)[]) {
  const requests: OpenSearchRequest[] = [];
  const openSearch: OpenSearch = {
    async request(request) {
      requests.push(request);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('one request too many');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const writer = new BulkWriter({
    openSearch,
    partitions: { ensure: async () => undefined, forget: () => undefined },
    clock: { now: () => Date.UTC(2026, 10, 22), sleep: async () => undefined },
    random: () => 0,
    limits: { maxAttempts: 3 },
  });
  const body = bodyOf([{ id: 'a', copy: 'a', ranks: { input: 3, output: 3 }, index: 'one', padding: 0 }]);
  const outcome = await writer.write(body, new AbortController().signal).catch((error: unknown) => error);
  return { outcome, requests };
}

test('only two small fields are answered, and the copy goes into the script as it stands in the body', async () => {
  const { outcome, requests } = await write(
    items(conflict),
    poorer,
    items({ update: { status: 200, result: 'updated' } }),
  );
  expect(outcome).toEqual(['enriched']);
  expect(requests.map(({ path }) => path)).toEqual(['/_bulk', '/_mget', '/_bulk']);
  expect(requests[1]).toMatchObject({
    querystring: {
      filter_path:
        'docs._id,docs.found,docs.error.type,docs._source.aws_bedrock.invocation.input.body_state,docs._source.aws_bedrock.invocation.output.body_state',
    },
    body: { docs: [{ _index: 'one', _id: 'a' }] },
  });
  const lines = String(requests[2]?.ndjson)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { update: { _index: 'one', _id: 'a' } },
    { script: { params: { copy: { copy: 'a', input: 3 }, updated: '2026-11-22T00:00:00.000Z' } } },
  ]);
});

test('a copy that got richer between the comparison and the script stays', async () => {
  const noop = items({ update: { status: 200, result: 'noop' } });
  expect((await write(items(conflict), poorer, noop)).outcome).toEqual(['already_stored']);
});

test.each<[string, OpenSearchResponse]>([
  ['the document', ok({ docs: [{ _id: 'a', found: false }] })],
  ['its index', ok({ docs: [{ _id: 'a', error: { type: 'index_not_found_exception' } }] })],
])('a record is created again when %s was deleted meanwhile', async (_what, gone) => {
  const { outcome } = await write(items(conflict), gone, items({ create: { status: 201 } }));
  expect(outcome).toEqual(['stored']);
  const missing = items({ update: { status: 404, error: { type: 'document_missing_exception' } } });
  const late = await write(items(conflict), poorer, missing, items({ create: { status: 201 } }));
  expect(late.outcome).toEqual(['stored']);
});

test('a replacement that others were faster than is decided anew, and not for ever', async () => {
  const lost = items({ update: { status: 409, error: { type: 'version_conflict_engine_exception' } } });
  const done = items({ update: { status: 200, result: 'updated' } });
  expect((await write(items(conflict), poorer, lost, done)).outcome).toEqual(['enriched']);
  const { outcome } = await write(items(conflict), poorer, lost, lost, lost);
  expect(outcome).toMatchObject({ kind: 'retry', code: 'changed_meanwhile' });
});

test.each<[string, OpenSearchResponse]>([
  ['all', { statusCode: 403, body: { error: { type: 'security_exception' } } }],
  ['this index', ok({ docs: [{ _id: 'a', error: { type: 'security_exception' } }] })],
])('without the right to compare in %s the body ends and the right is named', async (_what, refusal) => {
  const { outcome } = await write(items(conflict), refusal);
  expect(outcome).toMatchObject({ kind: 'needs_person', code: 'opensearch_forbidden' });
  expect(outcome).toHaveProperty('action', expect.stringContaining('indices:data/read/mget[shard]'));
});

test('a comparison that cannot be made for now is made later', async () => {
  const red = ok({ docs: [{ _id: 'a', error: { type: 'no_shard_available_action_exception' } }] });
  const equal = ok({ docs: [stateOf('inline', 'inline')] });
  expect((await write(items(conflict), red, items(conflict), equal)).outcome).toEqual(['already_stored']);
  const { outcome } = await write(items(conflict), red, items(conflict), red, items(conflict), red);
  expect(outcome).toMatchObject({ kind: 'retry', code: 'shards_unavailable' });
});
