/**
 * `bedrock-collector` as it ships, between a local AWS and a real OpenSearch with the security plugin: as a user who has
 * the roles of docs/permissions.md and no others.
 */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { node18 } from '../../dev/node18';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { putRole, putUser, type RoleDefinition } from '../../dev/opensearch/users';
import {
  createAccount,
  credentialsOf,
  eventually,
  invocation,
  LOG_GROUP,
  newFolder,
  REGION,
  removeFolder,
  stored,
  STREAM,
} from './collection_setup';
import { runProgram, type RunningProgram, startProgram } from './collector_process';
import { documentedRoles, permissionsPage } from './documented_roles';

jest.setTimeout(240_000);

const CANARY = 'canary-51c0ffee';

let node: OpenSearchNode;
let aws: LocalAws;
let folder: string;
const started: RunningProgram[] = [];
let accounts = 300_000_000_000;

beforeAll(async () => {
  folder = await newFolder('collector-command');
  node = await startOpenSearch({
    dataDir: join(folder, 'opensearch'),
    security: true,
    settings: { 'action.auto_create_index': 'false' },
  });
  aws = await startLocalAws({ port: 0 });
  await writeFile(join(folder, 'ca.pem'), node.ca ?? '');
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((program) => program.kill()));
  aws.faults.clear();
});

afterAll(async () => {
  await aws?.stop();
  await node?.stop();
  await removeFolder(folder);
});

const documented = (name: string): RoleDefinition => {
  const role = documentedRoles(permissionsPage()).get(name);
  if (role === undefined) throw new Error(`docs/permissions.md has no role ${name}`);
  return role;
};

interface Setup {
  readonly accountId: string;
  readonly config: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Name of the collector's user. */
  readonly user: string;
}

/** A new account with its log group, a user with the documented roles, and a file for both. */
async function setUp({
  stream = `source: cloudwatch_logs
        log_group_name: ${LOG_GROUP}
        scan_frequency: 1
        latency: 0
        overlap: 300`,
  roles = [documented('bedrock_collector'), documented('bedrock_collector_file')],
  more = '',
  accountId = String((accounts += 1)),
}: {
  stream?: string;
  roles?: readonly RoleDefinition[];
  more?: string;
  accountId?: string;
} = {}): Promise<Setup> {
  createAccount(aws, accountId);
  const user = `collector-${accountId}`;
  const password = `${randomBytes(18).toString('base64')}aA1!`;
  for (const [n, role] of roles.entries()) await putRole(node.client, `${user}-${n}`, role);
  await putUser(node.client, user, { password, roles: roles.map((_, n) => `${user}-${n}`) });
  const [keys] = Object.values(credentialsOf([accountId]));
  const config = join(folder, `${accountId}.yml`);
  await writeFile(
    config,
    `
opensearch:
  hosts: [${node.url}]
  username: ${user}
  password: \${OPENSEARCH_PASSWORD}
  ca_file: ${join(folder, 'ca.pem')}
aws:
  endpoint: ${aws.url}
  credentials:
    keys:
      access_key_id: ${keys?.accessKeyId}
      secret_access_key: \${AWS_KEY}
collector: { grace_period: 10 }
server: { port: 0 }
integrations:
  - id: it-${accountId}
    name: Account ${accountId}
    namespace: ns${accountId}
    account: { id: "${accountId}" }
    regions: [${REGION}]
    credentials: { type: named, name: keys }
    content: full
    streams:
      invocation_logs:
        ${stream}
${more}`,
  );
  return {
    accountId,
    config,
    user,
    environment: { OPENSEARCH_PASSWORD: password, AWS_KEY: keys?.secretAccessKey ?? '' },
  };
}

async function start(setup: Setup, ...args: string[]): Promise<RunningProgram> {
  const program = await startProgram([...args, '--config', setup.config], setup);
  started.push(program);
  return program;
}

const run = async (setup: Setup, ...args: string[]) => (await start(setup, ...args)).ended();

const integration = ({ accountId }: Setup): string[] => ['--integration', `it-${accountId}`];

function log(accountId: string, count: number, until = Date.now()): void {
  aws.sink.putLogEvents(
    { accountId, region: REGION },
    { group: LOG_GROUP, stream: STREAM },
    Array.from({ length: count }, (_, n) => ({
      message: invocation(accountId, `${until}-${n}`, until - n, CANARY),
      timestamp: until - n,
      ingestionTime: until - n,
    })),
  );
}

const invocations = ({ accountId }: Setup) =>
  stored(node.client, `logs-aws_bedrock.invocation-ns${accountId}-*`);

/** As far as it can be told: an index is there a moment before it can be searched. */
async function count({ accountId }: Setup): Promise<number> {
  const index = `logs-aws_bedrock.invocation-ns${accountId}-*`;
  await node.client.request({ method: 'POST', path: `/${index}/_refresh` });
  const { statusCode, body } = await node.client.request({ method: 'GET', path: `/${index}/_count` });
  return statusCode === 200 ? z.object({ count: z.number() }).parse(body).count : 0;
}

test('run --once on a queue: three poison messages among a hundred good ones are accounted for and no failure', async () => {
  const accountId = String((accounts += 1));
  const place = { accountId, region: REGION };
  const queue = aws.sink.createQueue(place, { name: 'objects' });
  const bucket = `logs-${accountId}`;
  aws.sink.createBucket(place, { name: bucket, notify: { arn: queue.arn } });
  const setup = await setUp({
    accountId,
    stream: `source: s3_notifications
        queue_url: ${queue.url}
        buckets: [${bucket}]
        slots: 2
        wait_time: 1
        visibility_timeout: 30
        max_receive_count: 1
        path_style: true`,
  });
  const put = (n: number, body: Buffer): void => {
    const [date = '', time = ''] = new Date().toISOString().split('T');
    const name = `${date.replaceAll('-', '')}T${time.replace(/[:.]/g, '')}_${n.toString(16).padStart(16, '0')}.json.gz`;
    aws.sink.putObject(place, {
      bucket,
      key: `AWSLogs/${accountId}/BedrockModelInvocationLogs/${REGION}/${date.replaceAll('-', '/')}/${time.slice(0, 2)}/${name}`,
      body,
      contentType: 'application/json',
      lastModified: Date.now(),
    });
  };
  const record = (n: number): string => invocation(accountId, `r-${n}`, Date.now() - n * 1_000, CANARY);
  for (let n = 0; n < 100; n++) put(n, gzipSync(`${record(n)}\n`));
  const whole = gzipSync(`${record(1_000)}\n`);
  put(100, whole.subarray(0, whole.length - 20));
  const [keys] = Object.values(credentialsOf([accountId]));
  const sqs = new SQSClient({ endpoint: aws.url, region: REGION, ...(keys && { credentials: keys }) });
  for (const MessageBody of [`no JSON ${CANARY}`, `{"Records":"${CANARY}"}`])
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
  sqs.destroy();

  const { code, stdout, stderr } = await run(setup, 'run', '--once');
  expect(stderr).toBe('');
  expect(stdout).toContain(
    'total: 100 records stored, 3 rejected (2 unreadable_message, 1 truncated_gzip), 1 skipped (1 test_event)\n',
  );
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain(CANARY);
  expect(await invocations(setup)).toHaveLength(100);
  expect(await stored(node.client, `logs-aws_bedrock.rejected-ns${accountId}-*`)).toHaveLength(3);

  const again = await run(setup, 'run', '--once');
  expect(again.stdout).toContain('total: 0 records stored, 0 rejected, 0 skipped');
});

test('run collects until it is asked to stop, tells how it fares, and gives its tasks up', async () => {
  const setup = await setUp();
  log(setup.accountId, 50);
  const program = await start(setup, 'run');
  await eventually('collected', async () => (await count(setup)) === 50);
  const url = /health and metrics on (http:\/\/127\.0\.0\.1:\d+)/.exec(program.said)?.[1];
  const health = await fetch(`${url}/healthz`);
  expect([health.status, await health.json()]).toEqual([200, { state: 'collecting' }]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/^bedrock_collector_records_total\{[^}]*result="stored"[^}]*\} 50$/m);
  expect(metrics).toMatch(/^bedrock_collector_task_read_until_seconds\{[^}]*\} 1\d{9}/m);
  for (const secret of [CANARY, ...Object.values(setup.environment)]) expect(metrics).not.toContain(secret);

  program.signal('SIGTERM');
  const { code, stderr } = await program.ended();
  expect(code).toBe(0);
  expect(stderr).toMatch(/Stopping[\s\S]*Stopped\./);
  for (const secret of [CANARY, ...Object.values(setup.environment)]) expect(stderr).not.toContain(secret);
  // What was written last can be searched a moment later.
  await eventually('given up', async () => {
    const { stdout } = await run(setup, 'status', '--json', ...integration(setup));
    return /"state": ?"waiting"/.test(stdout) && /"owner": ?null/.test(stdout);
  });
});

const Tasks = z.object({
  tasks: z.array(
    z.object({
      task: z.string(),
      state: z.string(),
      progress: z.number().nullable(),
      lag: z.number().nullable(),
    }),
  ),
});

test('pause, resume, run-now, status and backfill, while another process collects', async () => {
  const setup = await setUp({
    stream: `source: cloudwatch_logs
        log_group_name: ${LOG_GROUP}
        scan_frequency: 3600
        latency: 0
        overlap: 300
        start_position: end`,
  });
  const tasks = async () => {
    const { code, stdout } = await run(setup, 'status', '--json', ...integration(setup));
    // The index is there a moment before it can be searched.
    return code === 0 ? Tasks.parse(JSON.parse(stdout)).tasks : [];
  };
  const stateOf = async (part: string) => (await tasks()).find(({ task }) => task.includes(part))?.state;
  const lastWeek = Date.now() - 7 * 86_400_000;
  log(setup.accountId, 20, lastWeek);
  expect((await run(setup, 'status')).code).toBe(0);
  await start(setup, 'run');
  await eventually('the first run', async () => (await tasks()).some(({ lag }) => lag !== null));
  expect(await invocations(setup)).toHaveLength(0);

  expect((await run(setup, 'pause', ...integration(setup))).stdout).toContain('is paused');
  await eventually('paused', async () => (await stateOf(':0')) === 'paused');
  log(setup.accountId, 5);
  expect((await run(setup, 'resume', ...integration(setup))).code).toBe(0);
  expect((await run(setup, 'run-now', ...integration(setup))).stdout).toContain('as soon as a collector');
  await eventually('run now', async () => (await count(setup)) === 5);

  const from = new Date(lastWeek - 3_600_000).toISOString();
  const to = new Date(lastWeek + 1).toISOString();
  const span = ['--from', from, '--to', to, '--id', 'last-week'];
  const planned = await run(setup, 'backfill', ...integration(setup), ...span, '--dry-run');
  expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was asked for') });
  expect(planned.stdout).toMatch(/bedrock-content-ns\d+-\d{4}\.w\d\d/);
  expect((await run(setup, 'backfill', ...integration(setup), ...span)).code).toBe(0);
  await eventually('the backfill', async () => (await stateOf('last-week')) === 'done');
  expect(await invocations(setup)).toHaveLength(25);
  expect((await run(setup, 'status')).stdout).toMatch(/backfill:last-week +done +100 %/);
  expect((await run(setup, 'backfill', ...integration(setup), '--remove', 'last-week')).code).toBe(0);
  await eventually('removed', async () => (await stateOf('last-week')) === undefined);

  expect(await run(setup, 'pause', '--integration', 'nobody')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('There is no integration “nobody”'),
  });
});

describe('check', () => {
  test('finds nothing missing with the documented roles', async () => {
    const setup = await setUp();
    log(setup.accountId, 1);
    await run(setup, 'run', '--once');
    const { code, stdout } = await run(setup, 'check', ...integration(setup));
    expect(stdout).toContain('Nothing is missing');
    expect(stdout).not.toMatch(/MISSING|FAILED/);
    expect(stdout).toMatch(/ok +logs:FilterLogEvents +log group \/aws\/bedrock\/invocations in us-east-1/);
    expect(code).toBe(0);
  });

  test('leaves nothing behind', async () => {
    const setup = await setUp();
    await node.client.request({ method: 'POST', path: '/_refresh' });
    const before = await node.client.request({
      method: 'GET',
      path: '/_cat/indices',
      querystring: { format: 'json', h: 'index,docs.count,docs.deleted', expand_wildcards: 'all' },
    });
    await run(setup, 'check', ...integration(setup));
    await node.client.request({ method: 'POST', path: '/_refresh' });
    const after = await node.client.request({
      method: 'GET',
      path: '/_cat/indices',
      querystring: { format: 'json', h: 'index,docs.count,docs.deleted', expand_wildcards: 'all' },
    });
    expect(after.body).toEqual(before.body);
    const template = await node.client.request({
      method: 'GET',
      path: '/_index_template/bedrock-collector-check',
    });
    expect(template.statusCode).toBe(404);
  });

  test('names the action that AWS denies, with principal and resource', async () => {
    const setup = await setUp();
    const { accountId } = setup;
    aws.faults.deny({
      action: 'logs:FilterLogEvents',
      principal: `arn:aws:iam::${accountId}:user/collector`,
    });
    const { code, stdout } = await run(setup, 'check', ...integration(setup));
    expect(code).toBe(3);
    expect(stdout).toMatch(
      new RegExp(
        `MISSING +logs:FilterLogEvents .*log group ${LOG_GROUP}.* for arn:aws:iam::${accountId}:user/collector`,
      ),
    );
  });

  test('names rights that collecting goes on without, and what is lost, as no fault', async () => {
    const setup = await setUp();
    log(setup.accountId, 1);
    await run(setup, 'run', '--once');
    aws.faults.deny({ action: 'bedrock:GetInferenceProfile' });
    const { code, stdout } = await run(setup, 'check', ...integration(setup));
    expect(stdout).toMatch(
      /optional +bedrock:GetInferenceProfile .* for arn:aws:iam::\d+:user\/collector.* Not needed to collect/,
    );
    for (const action of [
      'ListInferenceProfiles',
      'GetProvisionedModelThroughput',
      'GetCustomModelDeployment',
    ])
      expect(stdout).toMatch(new RegExp(`ok +bedrock:${action}`));
    expect(stdout).toContain('Nothing is missing');
    expect(stdout).toContain('1 optional right is not there');
    expect(code).toBe(0);
  });

  test('names the rights that OpenSearch denies, with the user', async () => {
    const role = documented('bedrock_collector');
    const without = (right: string): RoleDefinition => ({
      cluster_permissions: role.cluster_permissions?.filter((one) => one !== right) ?? [],
      index_permissions:
        role.index_permissions?.map((one) => ({
          ...one,
          allowed_actions: one.allowed_actions.filter((action) => action !== right),
        })) ?? [],
    });
    for (const right of [
      'indices:admin/index_template/put',
      'indices:admin/create',
      'indices:data/write/delete',
    ]) {
      const setup = await setUp({ roles: [without(right), documented('bedrock_collector_file')] });
      const { code, stdout } = await run(setup, 'check', ...integration(setup));
      expect(stdout).toMatch(new RegExp(`MISSING .*${right} is denied on .* for the user ${setup.user}`));
      expect(code).toBe(3);
    }
  });

  test('a queue and its bucket, without taking a message', async () => {
    const accountId = String((accounts += 1));
    const place = { accountId, region: REGION };
    const queue = aws.sink.createQueue(place, { name: 'objects' });
    const bucket = `logs-${accountId}`;
    aws.sink.createBucket(place, { name: bucket, notify: { arn: queue.arn } });
    const setup = await setUp({
      accountId,
      stream: `source: s3_notifications
        queue_url: ${queue.url}
        buckets: [${bucket}]
        path_style: true`,
    });
    aws.sink.putObject(place, {
      bucket,
      key: `AWSLogs/${accountId}/BedrockModelInvocationLogs/${REGION}/2026/11/22/00/x.json.gz`,
      body: gzipSync('{}'),
      contentType: 'application/json',
      lastModified: Date.now(),
    });
    const good = await run(setup, 'check', ...integration(setup));
    expect(good.stdout).toMatch(/ok +sqs:GetQueueAttributes .* \d+ messages wait/);
    expect(good.stdout).toMatch(/ok +sqs:DeleteMessage/);
    expect(good.stdout).toMatch(/ok +s3:GetObject/);
    expect(good.code).toBe(0);

    aws.faults.deny({ action: 's3:GetObject' });
    aws.faults.deny({ action: 'sqs:DeleteMessage' });
    const bad = await run(setup, 'check', ...integration(setup));
    expect(bad.stdout).toMatch(/MISSING +s3:GetObject/);
    expect(bad.stdout).toMatch(/MISSING +sqs:DeleteMessage .* for arn:aws:iam::\d+:user\/collector/);
    expect(bad.stdout).toMatch(/ok +sqs:ChangeMessageVisibility/);
    expect(bad.code).toBe(3);
  });

  test('a cluster that is not there', async () => {
    const setup = await setUp();
    const config = join(folder, 'nowhere.yml');
    await writeFile(config, 'opensearch: { hosts: ["http://127.0.0.1:9"] }\n');
    const { code, stdout } = await runProgram(['check', '--config', config], setup);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAILED +reachable +OpenSearch +It cannot be reached: .*127\.0\.0\.1:9/);
  });
});

describe('without any service', () => {
  test('a file with problems ends with 2, names them and keeps its secrets', async () => {
    const config = join(folder, 'broken.yml');
    await writeFile(
      config,
      `opensearch:\n  hosts: [${CANARY}]\n  pasword: ${CANARY}\nserver: { port: "\${NO_PORT}" }\n`,
    );
    const { code, stderr } = await runProgram(['run', '--config', config]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${config}:4: server.port: the environment has no variable NO_PORT`);
    expect(stderr).not.toContain(CANARY);
  });

  test('the bundle runs on the oldest Node that a host brings', async () => {
    const node = await node18();
    expect(await runProgram(['--version'], { node })).toMatchObject({ code: 0, stderr: '' });
    const input = invocation('111122223333', 'r-1', Date.now());
    const { code, stdout, stderr } = await runProgram(['transform', '-'], { node, input });
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'indexed', document: { event: { id: 'r-1' } } });
  });
});
