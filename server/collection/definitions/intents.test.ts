import { IntegrationDefinition } from '../../../common/integrations/definition';
import { Documents } from './documents.test_support';
import { askForSpan, pause, removeSpan, resume, runNow } from './intents';

const definition = (changes: object = {}) => ({
  ...IntegrationDefinition.parse({
    id: 'prod',
    name: 'Production',
    account: { id: '111122223333' },
    regions: ['us-east-1'],
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
  }),
  ...changes,
});

function index(source: object = definition()): Documents {
  const documents = new Documents();
  documents.put('prod', source);
  return documents;
}

const july = { id: 'july', from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00Z' };

test('a pause and its end change the intent and nothing else', async () => {
  const documents = index();
  await pause(documents, 'prod');
  expect(documents.get('prod')).toEqual(
    definition({ intents: { paused: true, backfills: [], repricings: [] } }),
  );
  await resume(documents, 'prod');
  expect(documents.get('prod')).toEqual(definition());
});

test('two who ask at once both get what they asked for', async () => {
  const documents = index();
  documents.beforeWrite = () => {
    documents.beforeWrite = () => undefined;
    documents.put('prod', definition({ intents: { paused: false, backfills: [july] } }));
  };
  await pause(documents, 'prod');
  expect(documents.get('prod')).toMatchObject({ intents: { paused: true, backfills: [july] } });
});

test('run now is always later than the last time, whatever the clock says', async () => {
  const documents = index();
  expect(await runNow(documents, 'prod', 5_000)).toMatchObject({ run_now_at: 5_000 });
  expect(await runNow(documents, 'prod', 1_000)).toMatchObject({ run_now_at: 5_001 });
});

test('a backfill is asked for once, however often, and can be taken back', async () => {
  const documents = index();
  await askForSpan(documents, 'prod', 'backfill', july);
  expect(await askForSpan(documents, 'prod', 'backfill', july)).toMatchObject({ backfills: [july] });
  expect(await removeSpan(documents, 'prod', 'backfill', 'july')).toMatchObject({ backfills: [] });
});

test('another span under a name that is taken, a span without length and one too many are refused', async () => {
  const documents = index();
  await askForSpan(documents, 'prod', 'backfill', july);
  await expect(
    askForSpan(documents, 'prod', 'backfill', { ...july, to: '2026-09-01T00:00:00Z' }),
  ).rejects.toMatchObject({
    code: 'backfill_exists',
  });
  await expect(
    askForSpan(documents, 'prod', 'backfill', { ...july, id: 'none', to: july.from }),
  ).rejects.toMatchObject({
    code: 'invalid_backfill',
  });
  for (let n = 1; n < 20; n++) await askForSpan(documents, 'prod', 'backfill', { ...july, id: `b${n}` });
  await expect(askForSpan(documents, 'prod', 'backfill', { ...july, id: 'b20' })).rejects.toMatchObject({
    code: 'too_many_backfills',
  });
});

test('a re-pricing is asked for in the same way, and is nothing to a backfill of the same name', async () => {
  const documents = index();
  await askForSpan(documents, 'prod', 'backfill', july);
  expect(await askForSpan(documents, 'prod', 'repricing', july)).toMatchObject({
    backfills: [july],
    repricings: [july],
  });
  await expect(
    askForSpan(documents, 'prod', 'repricing', { ...july, from: '2026-06-01T00:00:00Z' }),
  ).rejects.toMatchObject({ code: 'repricing_exists' });
  expect(await removeSpan(documents, 'prod', 'repricing', 'july')).toMatchObject({
    backfills: [july],
    repricings: [],
  });
});

test('an integration that is not there, or not valid, is named', async () => {
  await expect(pause(index(), 'other')).rejects.toMatchObject({
    code: 'no_such_integration',
    message: 'There is no integration “other”.',
  });
  await expect(pause(index({ id: 'prod' }), 'prod')).rejects.toMatchObject({ code: 'invalid_definition' });
});

test('whoever is never fast enough is told to try again', async () => {
  const documents = index();
  documents.beforeWrite = () => documents.put('prod', definition());
  await expect(pause(documents, 'prod')).rejects.toMatchObject({ kind: 'retry', code: 'intents_contended' });
});
