import { callersAggregation, rankCallers } from './callers';

const answer = (accounts: Record<string, Array<[string, number, number]>>) => ({
  buckets: Object.entries(accounts).map(([key, names]) => ({
    key,
    names: { buckets: names.map(([name, doc_count, spend]) => ({ key: name, doc_count, spend })) },
  })),
});
const ranked = (...args: Parameters<typeof rankCallers<{ key: string; doc_count: number; spend: number }>>) =>
  rankCallers(...args).map(({ caller }) => `${caller.account} ${caller.name}`);

test('callers of all accounts are ranked together, and ties are broken the same way each time', () => {
  const accounts = answer({
    '2': [
      ['b', 3, 5],
      ['a', 3, 5],
    ],
    '1': [
      ['z', 3, 5],
      ['c', 9, 1],
      ['d', 4, 5],
    ],
  });
  expect(ranked(accounts, 4, ({ spend }) => spend)).toEqual(['1 d', '1 z', '2 a', '2 b']);
  expect(ranked(accounts, 2)).toEqual(['1 c', '1 d']);
});

test('an account or a name that the record does not say is null', () => {
  expect(ranked(answer({ '\u0000': [['\u0000', 1, 1]] }), 1)).toEqual(['null null']);
});

test('accounts are ranked by what ranks callers, so that a cut leaves out the least', () => {
  const order = [{ spend: 'desc' }];
  const spend = { sum: { field: 'cost' } };
  expect(callersAggregation({ size: 10, order }, { accounts: { spend }, figures: { spend } })).toMatchObject({
    callers: { terms: { order }, aggs: { spend, names: { terms: { size: 10, order }, aggs: { spend } } } },
  });
});
