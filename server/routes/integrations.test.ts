import { askedRoutes } from './routes_test_support';

const INDEX = '/.bedrock-integrations';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** Routes over an index that holds `stored`; undefined: there is no index yet. */
function routes(stored: readonly unknown[] | undefined) {
  const writes: Call[] = [];
  const answer = async ({ method, path, body }: Call) => {
    if (method === 'POST') {
      const hits = (stored ?? []).map((source, index) => ({ _id: idOf(source, index), _source: source }));
      return { body: { _shards: { total: stored ? 1 : 0 }, hits: { hits } }, statusCode: 200, headers: {} };
    }
    writes.push({ method, path, body });
    return { body: {}, statusCode: 200, headers: {} };
  };
  const asked = askedRoutes(
    { transport: { request: (call) => Object.assign(answer(call), { abort: () => undefined }) } },
    () => 0,
  );
  return {
    writes,
    list: () => asked.ask('GET /api/bedrock/integrations'),
    save: (body: { id: string }, id = body.id) =>
      asked.ask('PUT /api/bedrock/integrations/{id}', { params: { id }, body }),
  };
}

const idOf = (source: unknown, index: number): string =>
  typeof source === 'object' && source !== null && 'id' in source ? String(source.id) : `unknown-${index}`;

const definition = (id: string, more: object = {}) => ({
  id,
  name: id,
  account: { id: '111122223333' },
  regions: ['us-east-1'],
  streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
  ...more,
});

const invalid = (status: number, message: RegExp) => ({
  status,
  body: { message: expect.stringMatching(message), attributes: { code: 'invalid' } },
});

test('the first definition makes the index with its mapping, then is written whole, defaults included', async () => {
  const { save, writes } = routes(undefined);
  expect(await save(definition('payments'))).toMatchObject({ status: 200 });
  expect(writes).toMatchObject([
    { method: 'PUT', path: INDEX, body: { mappings: { dynamic: false } } },
    { method: 'PUT', path: `${INDEX}/_doc/payments`, body: { id: 'payments', content: 'none' } },
  ]);
});

test('an index that is there is not made again, so nobody needs the right to', async () => {
  const { save, writes } = routes([]);
  await save(definition('payments'));
  expect(writes.map(({ path }) => path)).toEqual([`${INDEX}/_doc/payments`]);
});

test('the same data cannot be kept in two ways', async () => {
  const { save, writes } = routes([definition('first')]);
  expect(await save(definition('second', { content: 'full' }))).toMatchObject(
    invalid(409, /^first already collects invocation logs .* us-east-1 with another content/),
  );
  expect(writes).toEqual([]);
});

test('what a file manages is changed in the file', async () => {
  const { save, writes } = routes([definition('edge', { managed_by: 'file' })]);
  expect(await save(definition('edge'))).toMatchObject(invalid(409, /managed by a collector's file/));
  expect(await save(definition('other', { managed_by: 'file' }))).toMatchObject(invalid(400, /by file/));
  expect(writes).toEqual([]);
});

test('a definition goes to its own id, whatever the path says', async () => {
  const { save, writes } = routes([]);
  expect(await save(definition('payments'), 'billing')).toMatchObject(invalid(400, /differs/));
  expect(writes).toEqual([]);
});

test('a wrong definition is refused by the path of what is wrong, and not echoed', async () => {
  const { save } = routes([]);
  const answer = await save(definition('payments', { regions: ['http://169.254.169.254'] }));
  expect(answer.status).toBe(400);
  expect(answer.body).toMatch(/^\[regions\.0\]/);
  expect(answer.body).not.toContain('169.254');
});

test('a stored definition that cannot be read is listed with the place of the mistake', async () => {
  const { list } = routes([definition('good'), definition('bad', { regions: [] })]);
  expect(await list()).toMatchObject({
    status: 200,
    body: {
      integrations: [
        { id: 'good', definition: { id: 'good' } },
        { id: 'bad', unreadable: 'regions is not valid' },
      ],
    },
  });
});
