/** A collector that is killed with -9 in the middle of its work: whoever comes next loses nothing and doubles nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import * as z from 'zod';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { ensureStateIndices } from '../../server/collection/state_indices';
import {
  builtWorker,
  createAccount,
  credentialsOf,
  definitionOf,
  eventually,
  invocation,
  LOG_GROUP,
  newFolder,
  putDefinition,
  REGION,
  removeFolder,
  stored,
  STREAM,
  taskOf,
} from '../integration/collection_setup';

jest.setTimeout(300_000);

const ACCOUNT = '200000000001';
const RECORDS = 1_500;
const KILLS = 4;

let node: OpenSearchNode;
let aws: LocalAws;
const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) await killed(child);
  await aws?.stop();
  await node?.stop();
  for (const folder of folders.splice(0)) await removeFolder(folder);
});

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function storedCount(): Promise<number> {
  const { statusCode, body } = await node.client.request({
    method: 'GET',
    path: `/logs-aws_bedrock.invocation-ns${ACCOUNT}-*/_count`,
  });
  return statusCode === 200 ? z.object({ count: z.number() }).parse(body).count : 0;
}

test('a collector killed several times in mid-run leaves every record stored exactly once', async () => {
  const worker = await builtWorker();
  const dataDir = await newFolder('killed');
  folders.push(worker.folder, dataDir);
  node = await startOpenSearch({ dataDir });
  aws = await startLocalAws({ port: 0 });
  createAccount(aws, ACCOUNT);

  const now = Date.now();
  // Large records, so that there are many pages and windows to be killed in.
  const padding = 'x'.repeat(40_000);
  const ids = Array.from({ length: RECORDS }, (_, n) => `r-${n}`);
  const rejected = 30;
  aws.sink.putLogEvents(
    { accountId: ACCOUNT, region: REGION },
    { group: LOG_GROUP, stream: STREAM },
    [
      ...ids.map((id, n) => ({
        timestamp: now - n * 60_000,
        message: invocation(ACCOUNT, id, now - n * 60_000, padding),
      })),
      ...Array.from({ length: rejected }, (_, n) => ({
        timestamp: now - n * 3_000_000,
        message: `no JSON ${n}`,
      })),
    ].map((event) => ({ ...event, ingestionTime: event.timestamp })),
  );

  const start = (): ChildProcess => {
    const settings = {
      openSearch: node.url,
      aws: aws.url,
      workerPath: worker.workerPath,
      credentials: credentialsOf([ACCOUNT]),
    };
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', resolve(__dirname, 'collector_process.ts'), JSON.stringify(settings)],
      { stdio: ['pipe', 'ignore', 'inherit'] },
    );
    children.push(child);
    return child;
  };
  // As a first collector would: the definition has to be there before one is started.
  await ensureStateIndices(node.client);
  await putDefinition(node.client, definitionOf(ACCOUNT));

  let interrupted = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const before = await storedCount();
    const child = start();
    await eventually(`progress before kill ${kill}`, async () => {
      await node.client.request({ method: 'POST', path: `/logs-aws_bedrock.invocation-*/_refresh` });
      return (await storedCount()) >= before + RECORDS / (KILLS + 2);
    });
    await killed(child);
    if ((await taskOf(node.client, ACCOUNT))?.state === 'running') interrupted += 1;
  }
  expect(interrupted).toBeGreaterThan(0);

  start();
  await eventually(
    'caught up',
    async () => ((await taskOf(node.client, ACCOUNT))?.read_until ?? 0) >= now,
    120_000,
  );
  const documents = await stored(node.client, `logs-aws_bedrock.invocation-ns${ACCOUNT}-*`);
  expect(documents.map(({ source }) => (source.event as { id: string }).id).sort()).toEqual([...ids].sort());
  const contents = await stored(node.client, `bedrock-content-ns${ACCOUNT}-*`);
  expect(contents.map(({ id }) => id).sort()).toEqual(documents.map(({ id }) => id).sort());
  expect(await stored(node.client, `logs-aws_bedrock.rejected-ns${ACCOUNT}-*`)).toHaveLength(rejected);
  // Counts survive the kills too: what was stored but not yet saved is told as stored before.
  const { totals, runs } = (await taskOf(node.client, ACCOUNT)) ?? {};
  expect((totals?.stored ?? 0) + (totals?.already_stored ?? 0)).toBeGreaterThanOrEqual(RECORDS);
  expect(totals?.stored).toBeLessThanOrEqual(RECORDS);
  expect(runs?.filter(({ outcome }) => outcome === 'stopped').length).toBeGreaterThanOrEqual(interrupted);
});
