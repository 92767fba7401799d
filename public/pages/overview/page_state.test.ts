import fc from 'fast-check';
import * as z from 'zod/mini';
import { MEASURES } from './measure';
import { OverviewState } from './page_state';
import { readState, withState } from '../../host/url_state';

const read = (hash: string) => z.parse(OverviewState, readState(hash, '_a') ?? {});
const defaults = { accounts: [], regions: [], models: [], callers: [], measure: 'spend' };

test('every choice survives a copied link', () => {
  const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
  const nameOrNull = fc.option(name, { nil: null });
  const state = fc.record({
    accounts: fc.array(name, { maxLength: 3 }),
    regions: fc.array(name, { maxLength: 3 }),
    models: fc.array(nameOrNull, { maxLength: 3 }),
    callers: fc.array(fc.record({ account: nameOrNull, name: nameOrNull }), { maxLength: 3 }),
    measure: fc.constantFrom(...MEASURES),
  });
  fc.assert(
    fc.property(state, (chosen) => {
      const url = new URL(`http://localhost/app/bedrock${withState('#?_g=(a:b)', '_a', chosen)}`);
      expect(read(url.hash)).toEqual(chosen);
    }),
  );
});

test.each([
  ['', defaults],
  ['#?_a=(measure:beauty)', defaults],
  ['#?_a=(models:x,measure:tokens)', { ...defaults, measure: 'tokens' }],
  [
    '#?_a=(callers:!((account:!n,name:app)),regions:!(1))',
    { ...defaults, callers: [{ account: null, name: 'app' }] },
  ],
])('a mangled part of a link (%p) does not cost the rest', (hash, state) => {
  expect(read(hash)).toEqual(state);
});
