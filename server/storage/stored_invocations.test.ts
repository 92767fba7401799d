import { comparePositions, type Position, StoredInvocations } from './stored_invocations';

const inOrder: readonly Position[] = [
  [1, 'b', 9],
  [2, 'a', 5],
  [2, 'b', 1],
  [2, '\uFF5E', 1],
  // Greater by its bytes, not by its UTF-16 units.
  [2, '\u{1F600}', 1],
  [2, null, 1],
  [2, null, 2],
  [3, 'a', 0],
];

test('places are compared as OpenSearch sorts them', () => {
  const shuffled = [...inOrder].reverse();
  expect(shuffled.sort(comparePositions)).toEqual(inOrder);
  expect(comparePositions([2, 'a', 5], [2, 'a', 99])).toBe(0);
});

const scope = { namespace: 'default', accountId: '111122223333', region: 'us-east-1', from: 5, to: 50 };

test('a page goes on behind a place, without looking at what lies before it', async () => {
  const bodies: unknown[] = [];
  const invocations = new StoredInvocations(
    {
      request: ({ body }) => {
        bodies.push(body);
        return Promise.resolve({ statusCode: 200, body: { hits: { hits: [] } } });
      },
    },
    ['a'],
  );
  await invocations.page(scope, undefined, 10);
  await invocations.page(scope, [20, 'x', 3], 10);
  expect(bodies).toMatchObject([
    { query: { bool: { filter: [{}, {}, { range: { '@timestamp': { gte: 5, lt: 50 } } }] } } },
    {
      search_after: [20, 'x', Number.MAX_SAFE_INTEGER],
      query: { bool: { filter: [{}, {}, { range: { '@timestamp': { gte: 20 } } }] } },
    },
  ]);
  expect(bodies[0]).not.toHaveProperty('search_after');
});

test('a refusal names the right', async () => {
  const invocations = new StoredInvocations(
    {
      request: () =>
        Promise.resolve({ statusCode: 403, body: { error: { type: 'security_exception', reason: '' } } }),
    },
    [],
  );
  await expect(invocations.page(scope, undefined, 1)).rejects.toMatchObject({
    code: 'opensearch_forbidden',
    action: expect.stringContaining('indices:data/read/search'),
  });
});
