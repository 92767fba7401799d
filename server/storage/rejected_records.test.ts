import { REJECTED_FIELDS } from '../../common/documents/rejected_fields';
import type { RecordPointer } from '../sources/source';
import { rejectedDocument, rejectedId, rejectedTimestamp } from './rejected_records';

const origin = {
  integrationId: 'it',
  accountId: '111122223333',
  region: 'us-east-1',
  stream: 'invocation_logs',
  namespace: 'default',
};
const logEvent: RecordPointer = {
  kind: 'log_event',
  log_group: 'group',
  log_stream: 'stream',
  event_id: 'event',
  timestamp: Date.UTC(2026, 10, 1),
  ingestion_time: Date.UTC(2026, 10, 2),
};
const line: RecordPointer = {
  kind: 's3_object',
  bucket: 'bucket',
  key: 'a/key.json.gz',
  etag: 'tag',
  line: 7,
  last_modified: Date.UTC(2026, 10, 3),
};
const message: RecordPointer = {
  kind: 'queue_message',
  queue_url: 'https://sqs.us-east-1.amazonaws.com/111122223333/queue',
  message_id: 'message',
  sent_at: Date.UTC(2026, 10, 4),
};
const pointers = [logEvent, line, { ...line, line: 0 }, message];

/** Names of all leaves. */
function leaves(value: unknown, name = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, name === '' ? key : `${name}.${key}`));
}

test('each place has an id of its own, the same however often it is read', () => {
  expect(new Set(pointers.map(rejectedId)).size).toBe(pointers.length);
  expect(rejectedId({ ...message, sent_at: 0 })).toBe(rejectedId(message));
  expect(rejectedId({ ...line, last_modified: 0 })).toBe(rejectedId(line));
});

test('a pointer lies where its event, its object or its message lies in time', () => {
  expect(pointers.map((pointer) => new Date(rejectedTimestamp(pointer)).getUTCDate())).toEqual([1, 3, 3, 4]);
});

test('what leads back to a record is in fields of the catalogue', () => {
  const documents = pointers.map((pointer) =>
    rejectedDocument(
      { pointer, length: 5, reasons: ['unreadable_message'] },
      origin,
      '2026-11-22T00:00:00.000Z',
    ),
  );
  expect(documents.map(({ aws }) => aws)).toMatchObject([
    { cloudwatch: { log_group: 'group', log_stream: 'stream', event_id: 'event' } },
    { s3: { bucket: { name: 'bucket' }, object: { key: 'a/key.json.gz', etag: 'tag', line: 7 } } },
    { s3: { object: { line: 0 } } },
    { sqs: { queue: message.kind === 'queue_message' && message.queue_url, message_id: 'message' } },
  ]);
  const known = REJECTED_FIELDS.map(({ name }) => name);
  for (const document of documents) expect(known).toEqual(expect.arrayContaining(leaves(document)));
});
