/**
 * The number of fields of an index is that of the catalogue, whatever callers send: a hundred thousand records with
 * metadata keys and bodies of their own, no two alike, add none.
 */
import * as z from 'zod';
import { INDEX_PATTERN } from '../../common/plugin';
import { recordWriting } from './record_writing';
import { wildRecords } from './wild_records';
import { testNode } from './test_node';

jest.setTimeout(240_000);

const RECORDS = 100_000;
/** Records of which the content is kept, too. */
const WITH_CONTENT = 5_000;

// It writes more than other tests do: compiled code is worth waiting for.
const openSearch = testNode('fields', { optimise: 'throughput', heapMb: 1024 });
const records = recordWriting('fields', () => openSearch.client);

const Mapping = z.record(z.string(), z.object({ mappings: z.looseObject({}) }));
const Capabilities = z.object({ fields: z.record(z.string(), z.unknown()) });
const Settings = z.record(z.string(), z.unknown());

/** By index: its mapping as it stands, and how many fields can be asked of it. */
async function fieldsOf(pattern: string) {
  const get = async (what: string) =>
    (await openSearch.client.request({ method: 'GET', path: `/${pattern}/${what}` })).body;
  const mappings = Object.entries(Mapping.parse(await get('_mapping')));
  const { fields } = Capabilities.parse(await get('_field_caps?fields=*'));
  return {
    mappings: mappings.map(([, { mappings: mapping }]) => mapping),
    asked: Object.keys(fields).sort(),
  };
}

/** As the template says it, without having held a record. */
async function fieldsOfNew(kind: 'invocation' | 'content') {
  const index = INDEX_PATTERN[kind].replace('*', 'fields-0000.00');
  await openSearch.client.request({ method: 'PUT', path: `/${index}` });
  const fields = await fieldsOf(index);
  await openSearch.client.request({ method: 'DELETE', path: `/${index}` });
  return fields;
}

test('after a hundred thousand records of any shape each index has the fields of its template', async () => {
  const template = { invocation: await fieldsOfNew('invocation'), content: await fieldsOfNew('content') };
  const seen = { keys: new Set<string>() };
  const bare = await records.write(wildRecords('bare', RECORDS - WITH_CONTENT, seen));
  const full = await records.write(wildRecords('full', WITH_CONTENT, seen), { contentMode: 'full' });
  expect(bare).toMatchObject({ read: RECORDS - WITH_CONTENT, stored: RECORDS - WITH_CONTENT });
  expect(full).toMatchObject({ read: WITH_CONTENT, stored: WITH_CONTENT });
  expect(seen.keys.size).toBeGreaterThan(RECORDS);

  for (const kind of ['invocation', 'content'] as const) {
    const { mappings, asked } = await fieldsOf(INDEX_PATTERN[kind]);
    expect(mappings.length).toBeGreaterThan(0);
    for (const mapping of mappings) expect(mapping).toEqual(template[kind].mappings[0]);
    expect(asked).toEqual(template[kind].asked);
    expect(asked.length).toBeGreaterThan(10);
  }
  const indices = await openSearch.client.request({ method: 'GET', path: '/_all/_settings' });
  const names = Object.keys(Settings.parse(indices.body)).filter((name) => name.includes('bedrock'));
  expect(names.every((name) => /^(logs-aws_bedrock\.invocation|bedrock-content)-fields-/.test(name))).toBe(
    true,
  );
});
