import { NO_FILTERS } from '../../common/api/invocation_scope';
import { MetadataSplitRequest } from '../../common/api/metadata_split';
import { metadataSplitQuery, readMetadataSplit } from './metadata_split';
import { UnexpectedAnswer } from './search';

const request = (key: string): MetadataSplitRequest =>
  MetadataSplitRequest.parse({
    range: { from: 1, to: 2 },
    filters: NO_FILTERS,
    key,
    rank_by: 'spend',
    rows: 2,
  });

const figures = (invocations: number, usd: number, unpriced = 0) => ({
  doc_count: invocations,
  tokens: { value: invocations * 10 },
  spend: { value: usd },
  priced: { value: invocations - unpriced },
  unpriced: { doc_count: unpriced, tokens: { value: unpriced * 10 } },
});
const told = (invocations: number, usd: number, unpriced = 0) => ({
  invocations,
  tokens: invocations * 10,
  spend: {
    usd,
    priced_invocations: invocations - unpriced,
    unpriced_invocations: unpriced,
    unpriced_tokens: unpriced * 10,
  },
});

/** The expression that chooses the pairs of a key. */
const included = (key: string): unknown => {
  const { aggs } = metadataSplitQuery(request(key)).body as {
    aggs: { with_key: { aggs: { values: { terms: { include: string } } } } };
  };
  return aggs.with_key.aggs.values.terms.include;
};

test('what an expression would read as a sign stands for itself', () => {
  expect(included('team')).toBe('team=.*');
  expect(included('a.b@c+d')).toBe('a\\.b\\@c\\+d=.*');
  expect(included('x=y')).toBe('x%3Dy=.*');
});

test('the longest key makes an expression that an index accepts', () => {
  for (const sign of ['=', '@', '\\']) expect(String(included(sign.repeat(256))).length).toBeLessThan(1_000);
});

test('what the rows leave over is «other», what lacks the key is «none», and all add up', () => {
  const answer = {
    aggregations: {
      none: figures(2, 0.1),
      with_key: {
        ...figures(9, 1.0000000000000002, 3),
        values: {
          buckets: [
            { key: 'team=a=b', ...figures(4, 0.7) },
            { key: 'team= ', ...figures(3, 0.2, 2) },
          ],
        },
      },
    },
  };
  const { total, rows } = readMetadataSplit(request('team'), answer);
  expect(rows).toEqual([
    { key: { kind: 'value', value: 'a=b' }, ...told(4, 0.7) },
    { key: { kind: 'value', value: ' ' }, ...told(3, 0.2, 2) },
    { key: { kind: 'other' }, ...told(2, 0.1, 1) },
    { key: { kind: 'none' }, ...told(2, 0.1) },
  ]);
  expect(total).toEqual(told(11, 1.1, 3));
});

test('where every value has a row and every call the key, there is no other row', () => {
  const answer = {
    aggregations: {
      none: figures(0, 0),
      with_key: { ...figures(4, 0.7), values: { buckets: [{ key: 'team=a', ...figures(4, 0.7) }] } },
    },
  };
  expect(readMetadataSplit(request('team'), answer).rows.map(({ key }) => key.kind)).toEqual(['value']);
});

test('before the first index exists there is nothing', () => {
  expect(readMetadataSplit(request('team'), { hits: { hits: [] } })).toMatchObject({
    total: told(0, 0),
    rows: [],
  });
});

test('an answer of another shape is an error that quotes no value', () => {
  const wrong = { aggregations: { none: 'secret' } };
  expect(() => readMetadataSplit(request('team'), wrong)).toThrow(UnexpectedAnswer);
  expect(() => readMetadataSplit(request('team'), wrong)).not.toThrow(/secret/);
});
