/**
 * What made-up records become is what a real index takes: the check of the fuzz, that every value is of the type its
 * mapping says, held against OpenSearch itself.
 */
import fc from 'fast-check';
import * as z from 'zod';
import type { ContentMode } from '../../common/integrations/definition';
import { asObject, type JsonObject } from '../../common/documents/json';
import { INDEX_PATTERN } from '../../common/plugin';
import { anyRecord } from '../fuzz/inputs/any_record';
import { mutatedRecord } from '../fuzz/inputs/mutated_record';
import { recordWriting } from './record_writing';
import { testNode } from './test_node';

jest.setTimeout(240_000);

const RECORDS = 1_000;

const openSearch = testNode('odd', { optimise: 'throughput' });
const records = recordWriting('odd', () => openSearch.client);

/** Each a call of its own, in one partition; a request id that is none is left as it is. */
const distinct = (made: readonly JsonObject[], name: string): string[] =>
  made.map((record, place) =>
    JSON.stringify({
      ...record,
      timestamp: '2026-04-19T13:28:51.123456789Z',
      requestId: typeof record.requestId === 'string' ? `${name} ${place}` : { [name]: place },
    }),
  );

const Pointers = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: z.looseObject({}) })) }),
});

/** Why records were rejected, and which they are: their places among those made. */
async function rejected(): Promise<readonly string[]> {
  const path = `/${INDEX_PATTERN.rejected}/_search`;
  const { body } = await openSearch.client.request({ method: 'GET', path, querystring: { size: '50' } });
  return Pointers.parse(body).hits.hits.map(({ _source }) =>
    JSON.stringify([asObject(asObject(_source as JsonObject)?.bedrock), asObject(_source.aws as JsonObject)]),
  );
}

test.each<[string, fc.Arbitrary<JsonObject>, ContentMode]>([
  ['any JSON at any place', anyRecord, 'full'],
  ['golden records with a few things wrong', mutatedRecord, 'full'],
  ['golden records with a few things wrong, masked', mutatedRecord, 'redacted'],
])('%s', async (name, made, contentMode) => {
  const written = await records.write(distinct(fc.sample(made, RECORDS), name), {
    contentMode,
    lookups: { accountNames: {}, resolvedModels: {}, hmacKey: 'a key' },
  });
  expect(await rejected()).toEqual([]);
  expect(written).toMatchObject({ read: RECORDS, stored: RECORDS, rejected: 0 });
});
