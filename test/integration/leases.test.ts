/** Claims, renewals and checkpoints against a real OpenSearch: its clock judges, its versions decide. */
import { TASKS_INDEX } from '../../common/plugin';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { Lease, LeaseLost } from '../../server/collection/tasks/lease';
import { NO_COUNTS } from '../../server/collection/runs/run_counts';
import { ensureStateIndices } from '../../server/collection/tasks/state_indices';
import { type StoredTask, TaskStore } from '../../server/collection/tasks/task_store';
import { type OpenSearch, OpenSearchUnreachable } from '../../server/storage/opensearch';
import { newFolder, removeFolder } from './collection_setup';

jest.setTimeout(240_000);

let node: OpenSearchNode;
let dataDir: string;
let store: TaskStore;
let number = 0;

beforeAll(async () => {
  dataDir = await newFolder('leases');
  node = await startOpenSearch({ dataDir });
  store = new TaskStore(node.client);
  await ensureStateIndices(node.client);
});

afterAll(async () => {
  await node?.stop();
  await removeFolder(dataDir);
});

async function newTask(): Promise<StoredTask> {
  number += 1;
  const id = `task-${number}`;
  const identity = {
    id,
    integrationId: 'it',
    accountId: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 'cloudwatch_logs',
    slot: 0,
    work: { kind: 'live' },
  } as const;
  await store.create(identity);
  return present(await store.read(id));
}

/** As if its holder had been silent for long. */
const letLeaseRunOut = (id: string) =>
  node.client.request({
    method: 'POST',
    path: `/${TASKS_INDEX}/_update/${id}`,
    body: { doc: { lease_expires_at: 1 } },
  });

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

const claim = (task: StoredTask, owner: string, leaseMs = 60_000, atOnce = false) =>
  store.claim(task, {
    owner,
    runId: `run-of-${owner}`,
    leaseMs,
    atOnce,
    definitionVersion: '1:1',
    source: 'cloudwatch_logs',
  });

const leaseOf = (claimed: StoredTask | undefined, owner: string, leaseMs = 60_000, through = store) =>
  new Lease(through, present(claimed), { owner, runId: `run-of-${owner}` }, leaseMs);

test('of many who claim the same task at once, one gets it', async () => {
  const task = await newTask();
  const claims = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => claim(task, owner)));
  expect(claims.filter((one) => one !== undefined)).toHaveLength(1);
});

test('a held task is not given to another, also not with a fresh look; a run out lease is', async () => {
  const task = await newTask();
  const held = present(await claim(task, 'a'));
  expect(await claim(held, 'b')).toBeUndefined();
  await letLeaseRunOut(task.id);
  const taken = present(await claim(present(await store.read(task.id)), 'b'));
  expect(taken.task).toMatchObject({ owner: 'b', state: 'running' });
  // The run that ended without a word is told as such.
  expect(taken.task.runs.map(({ owner, outcome }) => [owner, outcome])).toEqual([
    ['b', 'running'],
    ['a', 'stopped'],
  ]);
});

test('whoever lost the lease moves no checkpoint any more', async () => {
  const task = await newTask();
  const lost = leaseOf(await claim(task, 'a'), 'a');
  await letLeaseRunOut(task.id);
  const holder = leaseOf(await claim(present(await store.read(task.id)), 'b'), 'b');
  await holder.progress({ ...NO_COUNTS, read: 1, stored: 1 }, { at: 'b' }, 5);
  await expect(lost.progress({ ...NO_COUNTS, read: 9, stored: 9 }, { at: 'a' }, 9)).rejects.toBeInstanceOf(
    LeaseLost,
  );
  expect(await store.read(task.id)).toMatchObject({
    task: { owner: 'b', checkpoint: { at: 'b' }, read_until: 5, totals: { stored: 1 } },
  });
});

test('a write whose answer was lost is repeated and counted once', async () => {
  const task = await newTask();
  let loseNext = false;
  const lossy: OpenSearch = {
    async request(request) {
      const answer = await node.client.request(request);
      if (!loseNext || request.method !== 'POST') return answer;
      loseNext = false;
      throw new OpenSearchUnreachable('the answer was lost');
    },
  };
  const lease = leaseOf(await claim(task, 'a'), 'a', 60_000, new TaskStore(lossy));
  loseNext = true;
  await expect(lease.progress({ ...NO_COUNTS, read: 3, stored: 3 }, 1, 1)).rejects.toMatchObject({
    kind: 'retry',
  });
  await lease.progress({ ...NO_COUNTS, read: 5, stored: 5 }, 2, 2);
  expect((await store.read(task.id))?.task).toMatchObject({ checkpoint: 2, totals: { read: 5, stored: 5 } });
});

test('an end gives the lease up, keeps the history, and makes the task due when it was told to', async () => {
  const task = await newTask();
  const lease = leaseOf(await claim(task, 'a'), 'a');
  await lease.finish({
    outcome: 'attention',
    state: 'attention',
    delayMs: 3_600_000,
    consecutiveFailures: 1,
    counts: { ...NO_COUNTS, read: 2, rejected: 2 },
    error: 'e',
    attention: { code: 'c', message: 'm', action: 'a' },
  });
  const ended = present(await store.read(task.id));
  expect(ended.task).toMatchObject({
    state: 'attention',
    attention: { code: 'c' },
    last_error: 'e',
    consecutive_failures: 1,
    totals: { rejected: 2 },
    runs: [{ outcome: 'attention', error: 'e', counts: { rejected: 2 } }],
  });
  expect(ended.task.owner).toBeUndefined();
  // Not due for an hour, unless a person changed something.
  expect(await claim(ended, 'b')).toBeUndefined();
  expect(await claim(ended, 'b', 60_000, true)).toBeDefined();
});

test('which tasks can be claimed is said by the store', async () => {
  const due = await newTask();
  const held = await newTask();
  const later = await newTask();
  await claim(held, 'a');
  await leaseOf(await claim(later, 'a'), 'a').finish({
    outcome: 'succeeded',
    state: 'waiting',
    delayMs: 3_600_000,
    consecutiveFailures: 0,
    counts: NO_COUNTS,
  });
  await node.client.request({ method: 'POST', path: `/${TASKS_INDEX}/_refresh` });
  const { tasks } = await store.list();
  const claimable = new Map(tasks.map((task) => [task.id, task.claimable]));
  expect([due, held, later].map(({ id }) => claimable.get(id))).toEqual([true, false, false]);
});

test('a history holds the last twenty runs', async () => {
  let task = await newTask();
  for (let n = 0; n < 23; n++) {
    await leaseOf(await claim(task, 'a'), 'a').finish({
      outcome: 'succeeded',
      state: 'waiting',
      delayMs: 0,
      consecutiveFailures: 0,
      counts: NO_COUNTS,
    });
    task = present(await store.read(task.id));
  }
  expect(task.task.runs).toHaveLength(20);
});

test('a document of no version of ours is replaced', async () => {
  await node.client.request({
    method: 'PUT',
    path: `/${TASKS_INDEX}/_doc/odd`,
    querystring: { refresh: true },
    body: { state: 7 },
  });
  const { unreadable } = await store.list();
  expect(unreadable).toEqual(['odd']);
  await store.discard('odd');
  expect(await store.read('odd')).toBeUndefined();
});
