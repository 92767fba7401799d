import type { Failure } from '../failure';
import type { BulkBody } from './bulk_body';
import type { BulkLimits } from './bulk_limits';
import { BulkWriter } from './bulk_writer';
import { type OpenSearch, type OpenSearchRequest, OpenSearchUnreachable } from './opensearch';

const INDEX = 'logs-aws_bedrock.invocation-default-2026.11';

/** Operations with the given ids; each is as long as its two lines. */
function bodyOf(...ids: string[]): BulkBody {
  let size = 0;
  const operations = [];
  const chunks = [];
  for (const [record, id] of ids.entries()) {
    const bytes = Buffer.from(`{"create":{"_index":"${INDEX}","_id":"${id}"}}\n{"id":"${id}"}\n`);
    operations.push({
      record,
      part: 'document' as const,
      index: INDEX,
      start: size,
      end: size + bytes.length,
    });
    chunks.push(bytes);
    size += bytes.length;
  }
  return { bytes: Buffer.concat(chunks), operations };
}

const sentIds = ({ ndjson }: OpenSearchRequest): string[] =>
  [...String(ndjson).matchAll(/"_id":"([^"]*)"/g)].map(([, id]) => id ?? '');

type Item = { status: number; error?: { type: string; caused_by?: { type: string } } };

/** Answers each item by its id and how often it was sent. */
function setUp(answer: (id: string, attempt: number) => Item | number, limits: Partial<BulkLimits> = {}) {
  const attempts = new Map<string, number>();
  const requests: string[][] = [];
  const pauses: number[] = [];
  const created: string[][] = [];
  const forgotten: string[] = [];
  const openSearch: OpenSearch = {
    async request(request) {
      const ids = sentIds(request);
      requests.push(ids);
      const items: Item[] = [];
      for (const id of ids) {
        const attempt = (attempts.get(id) ?? 0) + 1;
        attempts.set(id, attempt);
        const item = answer(id, attempt);
        if (typeof item === 'number') {
          if (item === 0) throw new OpenSearchUnreachable('gone');
          return { statusCode: item, body: { error: { type: 'some_exception' } } };
        }
        items.push(item);
      }
      return { statusCode: 200, body: { items: items.map((create) => ({ create })) } };
    },
  };
  const writer = new BulkWriter({
    openSearch,
    partitions: {
      ensure: async (indices: Iterable<string>) => void created.push([...indices]),
      forget: (index: string) => void forgotten.push(index),
    },
    clock: { now: () => 0, sleep: async (ms) => void pauses.push(ms) },
    random: () => 1,
    limits: {
      maxBytes: 1_000_000,
      maxOperations: 100,
      maxAttempts: 4,
      backoff: { baseMs: 100, maxMs: 1_000 },
      timeoutMs: 1_000,
      ...limits,
    },
  });
  const write = (...ids: string[]) => writer.write(bodyOf(...ids), new AbortController().signal);
  return { write, requests, pauses, created, forgotten };
}

const created: Item = { status: 201 };
const conflict: Item = { status: 409, error: { type: 'version_conflict_engine_exception' } };
const busy: Item = { status: 429, error: { type: 'rejected_execution_exception' } };

test('every operation has its own outcome, in order', async () => {
  const { write } = setUp((id) => {
    if (id === 'b') return conflict;
    if (id === 'c') return { status: 400, error: { type: 'mapper_parsing_exception' } };
    return created;
  });
  expect(await write('a', 'b', 'c', 'd')).toEqual(['stored', 'already_stored', 'mapping', 'stored']);
});

test('only what was busy is sent again, later and later', async () => {
  const { write, requests, pauses } = setUp((id, attempt) => (id === 'b' && attempt < 3 ? busy : created));
  expect(await write('a', 'b', 'c')).toEqual(['stored', 'stored', 'stored']);
  expect(requests).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  expect(pauses).toEqual([100, 200]);
});

test('an operation whose answer was lost is sent again and found stored', async () => {
  const { write } = setUp((_id, attempt) => (attempt === 1 ? 0 : conflict));
  expect(await write('a')).toEqual(['already_stored']);
});

test('what stays busy ends in a failure that is retried by itself', async () => {
  const { write, requests } = setUp(() => busy);
  await expect(write('a')).rejects.toMatchObject({ kind: 'retry', code: 'opensearch_busy' });
  expect(requests).toHaveLength(4);
});

test.each([
  ['a missing right', { status: 403, error: { type: 'security_exception' } }, 'opensearch_forbidden'],
  ['a full disk', { status: 429, error: { type: 'cluster_block_exception' } }, 'write_block'],
  ['a closed index', { status: 400, error: { type: 'index_closed_exception' } }, 'index_closed'],
])('%s needs a person, and rejects no record', async (_what, item, code) => {
  const { write, requests } = setUp(() => item);
  await expect(write('a', 'b')).rejects.toMatchObject({ kind: 'needs_person', code });
  expect(requests).toHaveLength(1);
});

test('bodies are split by bytes and by number', async () => {
  const byNumber = setUp(() => created, { maxOperations: 2 });
  await byNumber.write('a', 'b', 'c', 'd', 'e');
  expect(byNumber.requests).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  const byBytes = setUp(() => created, { maxBytes: 10 });
  await byBytes.write('a', 'b');
  expect(byBytes.requests).toEqual([['a'], ['b']]);
});

test('a request that is too large is halved, down to the one record that is', async () => {
  const { write } = setUp((id) => (id === 'huge' ? 413 : created));
  expect(await write('a', 'b', 'huge', 'c')).toEqual(['stored', 'stored', 'too_large', 'stored']);
});

test('partitions are created before anything is written, and again when one was deleted', async () => {
  const gone: Item = { status: 404, error: { type: 'index_not_found_exception' } };
  const { write, created: ensured, forgotten } = setUp((_id, attempt) => (attempt === 1 ? gone : created));
  expect(await write('a')).toEqual(['stored']);
  expect(ensured).toEqual([[INDEX], [INDEX]]);
  expect(forgotten).toEqual([INDEX]);
});

test('a message never holds more of an answer than types', async () => {
  const { write } = setUp(() => ({ status: 400, error: { type: 'what people "wrote"' } }));
  const failure = (await write('a').catch((error: unknown) => error)) as Failure;
  expect(failure.kind).toBe('needs_person');
  expect(failure.message).not.toContain('wrote');
});
