import { facetsQuery, readFacets } from './facets';

test('values are asked for the time range alone', () => {
  expect(facetsQuery({ range: { from: 1, to: 2 } }).body['query']).toEqual({
    bool: { filter: [{ range: { '@timestamp': { gte: 1, lt: 2, format: 'epoch_millis' } } }] },
  });
});

test('names accounts where a name is configured, and keeps what has no name', () => {
  const account = (key: string, name: string) => ({
    key,
    doc_count: 2,
    name: { buckets: [{ key: name, doc_count: 2 }] },
  });
  expect(
    readFacets({
      hits: { total: { value: 4, relation: 'eq' }, hits: [] },
      aggregations: {
        accounts: { buckets: [account('1', 'Payments'), account('2', '2')] },
        regions: { buckets: [{ key: 'eu-west-1', doc_count: 4 }] },
        models: { buckets: [{ key: '\u0000', doc_count: 4 }] },
        callers: { buckets: [{ key: '1', names: { buckets: [{ key: '\u0000', doc_count: 4 }] } }] },
      },
    }),
  ).toEqual({
    invocations: 4,
    accounts: [
      { id: '1', name: 'Payments', invocations: 2 },
      { id: '2', name: null, invocations: 2 },
    ],
    regions: [{ region: 'eu-west-1', invocations: 4 }],
    models: [{ model: null, invocations: 4 }],
    callers: [{ caller: { account: '1', name: null }, invocations: 4 }],
  });
});

test('there is nothing to choose before the first index exists', () => {
  expect(readFacets({ hits: { total: { value: 0 } } })).toEqual({
    invocations: 0,
    accounts: [],
    regions: [],
    models: [],
    callers: [],
  });
});
