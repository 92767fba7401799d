import { IntegrationDefinition } from '../../../common/integrations/definition';
import { Documents } from './documents.test_support';
import { upsertFileDefinitions } from './file_definitions';

const define = (id: string, changes: object = {}) =>
  IntegrationDefinition.parse({
    id,
    name: id,
    account: { id: '111122223333' },
    regions: ['us-east-1'],
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
    ...changes,
  });
const nothing = { created: [], updated: [], unchanged: [], disabled: [] };

test('definitions of the file are created as such, and a second time nothing is written', async () => {
  const documents = new Documents();
  expect(await upsertFileDefinitions(documents, [define('a'), define('b')])).toEqual({
    ...nothing,
    created: ['a', 'b'],
  });
  expect(documents.get('a')).toEqual({ ...define('a'), managed_by: 'file' });
  expect(await upsertFileDefinitions(documents, [define('a'), define('b')])).toEqual({
    ...nothing,
    unchanged: ['a', 'b'],
  });
  expect(documents.writes).toBe(2);
});

test('what the file says is brought in; what people asked meanwhile is kept', async () => {
  const documents = new Documents();
  await upsertFileDefinitions(documents, [define('a')]);
  const asked = {
    paused: true,
    run_now_at: 7,
    backfills: [{ id: 'july', from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00Z' }],
  };
  documents.put('a', { ...define('a'), managed_by: 'file', intents: asked });
  expect(await upsertFileDefinitions(documents, [define('a', { content: 'full' })])).toEqual({
    ...nothing,
    updated: ['a'],
  });
  expect(documents.get('a')).toMatchObject({ content: 'full', managed_by: 'file', intents: asked });
});

test('what is gone from the file is switched off, not deleted, and comes back with it', async () => {
  const documents = new Documents();
  await upsertFileDefinitions(documents, [define('a'), define('b')]);
  expect(await upsertFileDefinitions(documents, [define('a')])).toEqual({
    ...nothing,
    unchanged: ['a'],
    disabled: ['b'],
  });
  expect(documents.get('b')).toMatchObject({ id: 'b', enabled: false, managed_by: 'file' });
  expect(await upsertFileDefinitions(documents, [define('a')])).toMatchObject({ disabled: [] });
  expect(await upsertFileDefinitions(documents, [define('a'), define('b')])).toMatchObject({
    updated: ['b'],
  });
  expect(documents.get('b')).toMatchObject({ enabled: true });
});

test('what people manage is never touched, also not by an id in the file: then nothing is', async () => {
  const documents = new Documents();
  documents.put('mine', define('mine'));
  await expect(upsertFileDefinitions(documents, [define('a'), define('mine')])).rejects.toMatchObject({
    kind: 'needs_person',
    code: 'id_taken',
    message: expect.stringContaining('mine'),
  });
  expect(documents.writes).toBe(0);
  expect(await upsertFileDefinitions(documents, [])).toEqual(nothing);
  expect(documents.get('mine')).toEqual(define('mine'));
});

test('two collectors with the same file end up with the same', async () => {
  const documents = new Documents();
  documents.beforeWrite = () => {
    documents.beforeWrite = () => undefined;
    documents.put('a', { ...define('a'), managed_by: 'file' });
  };
  expect(await upsertFileDefinitions(documents, [define('a'), define('b')])).toMatchObject({
    created: ['b'],
    unchanged: ['a'],
  });
  expect(documents.get('b')).toMatchObject({ managed_by: 'file' });
});

test('a document of the file that is not valid any more is replaced', async () => {
  const documents = new Documents();
  documents.put('a', { id: 'a', managed_by: 'file', regions: 'everywhere', intents: 'none' });
  expect(await upsertFileDefinitions(documents, [define('a')])).toMatchObject({ updated: ['a'] });
  expect(documents.get('a')).toEqual({ ...define('a'), managed_by: 'file' });
});
