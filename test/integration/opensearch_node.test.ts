/**
 * The embedded OpenSearch as `npm start` and the other tests rely on it: a real node that keeps its data, refuses to share
 * them, and never outlives the process that started it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSearchClient } from '../../dev/opensearch/client';
import { connectOpenSearch } from '../../dev/opensearch/connect';
import { startOpenSearch, type OpenSearchNode } from '../../dev/opensearch/node';
import { putRole, putUser } from '../../dev/opensearch/users';
import { eachLine } from '../../dev/process/lines';
import { runningProcesses } from '../../dev/process/process_table';

jest.setTimeout(240_000);

const PARENT = resolve(__dirname, 'opensearch_parent.ts');
const folders: string[] = [];
const nodes: OpenSearchNode[] = [];
const parents: ChildProcess[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-opensearch-'));
  folders.push(folder);
  return folder;
}

async function start(options: Parameters<typeof startOpenSearch>[0]): Promise<OpenSearchNode> {
  const node = await startOpenSearch(options);
  nodes.push(node);
  return node;
}

function startParent(dataDir: string): ChildProcess {
  const parent = spawn(process.execPath, ['--import', 'tsx', PARENT, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  return parent;
}

/** Command lines of the Java processes on a data folder. */
async function javaOn(dataDir: string): Promise<string[]> {
  const commands = (await runningProcesses()).map(({ command }) => command);
  return commands.filter((command) => command.includes(`OpenSearchNode ${dataDir}`));
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error(`never came: ${what}`);
}

async function kill(parent: ChildProcess): Promise<void> {
  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
}

const noJavaOn = (dataDir: string) =>
  until('an end of Java', async () => (await javaOn(dataDir)).length === 0);

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()));
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    await noJavaOn(folder);
    await rm(folder, { recursive: true, force: true });
  }
});

test('keeps what was stored, through a killed parent and a clean stop', async () => {
  const dataDir = await newFolder();
  const parent = startParent(dataDir);
  const { stdout } = parent;
  if (!stdout) throw new Error('no output to read');
  await new Promise<void>((done, fail) => {
    eachLine(stdout, (line) => line === 'stored' && done());
    parent.once('exit', (code) => fail(new Error(`ended with ${code}`)));
  });
  expect(await javaOn(dataDir)).toHaveLength(1);
  await kill(parent);
  await noJavaOn(dataDir);

  const stored = { statusCode: 200, body: expect.objectContaining({ _source: { said: 'before the kill' } }) };
  const second = await start({ dataDir });
  expect(await second.client.request({ method: 'GET', path: '/kept/_doc/1' })).toEqual(stored);
  expect(await second.stop()).toEqual({ code: 0, signal: null });
  expect(await javaOn(dataDir)).toEqual([]);

  const third = await start({ dataDir });
  expect(await third.client.request({ method: 'GET', path: '/kept/_doc/1' })).toEqual(stored);
});

const logOf = (dataDir: string) =>
  readFile(join(dataDir, 'logs', 'opensearch.log'), 'utf8').catch(() => 'not there yet');

test.each([
  { moment: 'Java starts', reached: async () => true },
  {
    moment: 'the node is being built',
    reached: async (dataDir: string) => (await logOf(dataDir)).includes('ExtensionsManager initialized'),
  },
  {
    moment: 'the node takes up its services',
    reached: async (dataDir: string) => (await logOf(dataDir)).includes('starting ...'),
  },
])('a parent killed while $moment leaves no Java behind', async ({ moment, reached }) => {
  const dataDir = await newFolder();
  const parent = startParent(dataDir);
  await until('a Java process', async () => (await javaOn(dataDir)).length === 1);
  await until(moment, () => reached(dataDir));
  await kill(parent);
  await noJavaOn(dataDir);
});

test('says whose the port and the data folder are, and leaves the running node alone', async () => {
  const dataDir = await newFolder();
  const node = await start({ dataDir });

  await expect(startOpenSearch({ dataDir })).rejects.toMatchObject({
    code: 'data_dir_in_use',
    message: expect.stringContaining(dataDir),
  });
  await expect(startOpenSearch({ dataDir: await newFolder(), port: node.port })).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringMatching(new RegExp(`Port ${node.port}.*--opensearch-port`, 's')),
  });
  const connection = await connectOpenSearch(node.url);
  expect(connection).toMatchObject({ url: node.url, version: '2.19.4' });
});

test('a port that is taken between the check and the start is told the same way', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  try {
    const dataDir = await newFolder();
    await expect(startOpenSearch({ dataDir, settings: { 'http.port': port } })).rejects.toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining(`Port ${port}`),
    });
    expect(await javaOn(dataDir)).toEqual([]);
  } finally {
    other.close();
  }
});

test('with the security plugin, users do what their roles allow', async () => {
  const dataDir = await newFolder();
  const node = await start({ dataDir, security: true });
  const { url, ca, credentials, client } = node;
  if (!credentials) throw new Error('no administrator');

  expect((await javaOn(dataDir)).join()).not.toContain(credentials.password);
  expect(await openSearchClient({ url, ca }).request({ method: 'GET', path: '/' })).toMatchObject({
    statusCode: 401,
  });
  await expect(connectOpenSearch(url, { ca })).rejects.toMatchObject({ code: 'opensearch_unauthorised' });
  await expect(connectOpenSearch(url)).rejects.toMatchObject({
    code: 'opensearch_unreachable',
    message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  });

  const password = 'a-test-User-2719';
  await putRole(client, 'reader', {
    index_permissions: [{ index_patterns: ['open-*'], allowed_actions: ['read'] }],
  });
  await putUser(client, 'rita', { password, roles: ['reader'] });
  for (const index of ['open-a', 'closed-a']) {
    expect(await client.request({ method: 'PUT', path: `/${index}` })).toMatchObject({ statusCode: 200 });
  }
  const rita = openSearchClient({ url, ca, credentials: { username: 'rita', password } });
  const search = async (index: string) =>
    (await rita.request({ method: 'POST', path: `/${index}/_search`, body: {} })).statusCode;
  expect([await search('open-a'), await search('closed-a')]).toEqual([200, 403]);

  await node.stop();
  const again = await start({ dataDir, security: true });
  expect(again.credentials).toEqual(credentials);
});
