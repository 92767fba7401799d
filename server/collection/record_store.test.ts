import type { RawRecord } from '../sources/source';
import type { BulkBody } from '../storage/bulk_body';
import type { OperationOutcome } from '../storage/bulk_writer';
import type { Outcome } from '../transforms/outcome';
import { addCounts, RecordStore } from './record_store';
import { type TransformJob, transformBatch } from './transform_job';

const origin = {
  integrationId: 'it',
  accountId: '111122223333',
  region: 'us-east-1',
  stream: 'invocation_logs',
  namespace: 'default',
};
const context = {
  namespace: 'default',
  contentMode: 'full' as const,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};

const record = (text: string): RawRecord => ({
  text,
  pointer: { kind: 'log_event', log_group: 'g', log_stream: 's', event_id: text, timestamp: 0 },
});

function transform(text: string): Outcome {
  if (text.startsWith('skip')) return { status: 'skipped', reason: 'noise' };
  if (text.startsWith('reject')) return { status: 'rejected', reasons: ['not_json'] };
  return { status: 'indexed', id: text, timestamp: 0, document: {}, content: { text } };
}

/** A store whose writer answers each operation by id and part. */
function storeWith(answer: (id: string, part: string) => OperationOutcome) {
  const pointers: string[] = [];
  const idsOf = ({ bytes, operations }: BulkBody) =>
    operations.map(
      ({ start, end }) => /"_id":"([^"]*)"/.exec(Buffer.from(bytes).toString('utf8', start, end))?.[1] ?? '',
    );
  const store = new RecordStore({
    pool: {
      transform: async (records, jobContext, placement) => {
        const bytes = Buffer.from(records.map(({ text }) => text).join(''));
        const job: TransformJob = {
          bytes,
          lengths: records.map(({ text }) => Buffer.byteLength(text)),
          pointers: records.map(({ pointer }) => pointer),
          context: jobContext,
          placement,
        };
        return transformBatch(job, transform);
      },
    },
    writer: {
      write: async (body) => {
        const ids = idsOf(body);
        return body.operations.map(({ part }, n) => {
          if (part === 'rejected') pointers.push(ids[n] ?? '');
          return answer(ids[n] ?? '', part);
        });
      },
    },
    clock: { now: () => 0, sleep: async () => undefined },
  });
  const run = (...texts: string[]) =>
    store.store(texts.map(record), context, origin, new AbortController().signal);
  return { run, pointers };
}

test('every record is stored, stored before, rejected or skipped', async () => {
  const { run, pointers } = storeWith((id) => (id === 'again' ? 'already_stored' : 'stored'));
  const counts = await run('new', 'again', 'reject 1', 'skip 1', 'skip 2', 'ünïcode');
  expect(counts).toEqual({ read: 6, stored: 2, already_stored: 1, enriched: 0, rejected: 1, skipped: 2 });
  expect(pointers).toHaveLength(1);
});

test('a record whose stored copy was poorer is counted once, whichever of its parts were replaced', async () => {
  for (const parts of [['document'], ['content'], ['document', 'content']]) {
    const { run } = storeWith((id, part) => {
      if (id === 'new') return 'stored';
      return parts.includes(part) ? 'enriched' : 'already_stored';
    });
    expect(await run('new', 'richer')).toMatchObject({ read: 2, stored: 1, already_stored: 1, enriched: 1 });
  }
});

test('a record that OpenSearch refuses leaves a pointer, whether document or content was refused', async () => {
  for (const refused of ['document', 'content']) {
    const { run, pointers } = storeWith((id, part) =>
      id === 'bad' && part === refused ? 'mapping' : 'stored',
    );
    expect(await run('good', 'bad')).toMatchObject({ read: 2, stored: 1, rejected: 1, skipped: 0 });
    expect(pointers).toHaveLength(1);
  }
});

test('a pointer read again counts as the rejected record it stands for', async () => {
  const { run } = storeWith((_id, part) => (part === 'rejected' ? 'already_stored' : 'stored'));
  expect(await run('reject 1')).toMatchObject({ read: 1, rejected: 1, already_stored: 0 });
});

test('a pointer that OpenSearch refuses is our bug and never counted away', async () => {
  const { run } = storeWith((id, part) => (part === 'rejected' || id === 'bad' ? 'mapping' : 'stored'));
  await expect(run('bad')).rejects.toThrow(TypeError);
});

test('counts add up', () => {
  const one = { read: 1, stored: 2, already_stored: 3, enriched: 6, rejected: 4, skipped: 5 };
  expect(addCounts(one, one)).toEqual({
    read: 2,
    stored: 4,
    already_stored: 6,
    enriched: 12,
    rejected: 8,
    skipped: 10,
  });
});
