import { request } from 'node:http';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { startTestAws, type TestAws } from './test_setup';

let aws: TestAws;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  aws = await startTestAws();
  logs = new CloudWatchLogsClient(aws.client);
});
afterEach(async () => {
  logs.destroy();
  await aws.stop();
});

const describeGroups = () => logs.send(new DescribeLogGroupsCommand({}));
const call = (method: string, path: string, body?: unknown, type = 'application/json') =>
  fetch(`${aws.url}/_local/${path}`, {
    method,
    headers: { 'content-type': type },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

test('another process switches faults and denials on and off', async () => {
  const fault = { kind: 'throttle', service: 'logs', times: 1 };
  expect((await call('POST', 'faults', fault)).status).toBe(201);
  expect(await (await call('GET', 'faults')).json()).toEqual({ faults: [fault], denials: [] });
  await expect(describeGroups()).rejects.toMatchObject({ name: 'ThrottlingException' });

  expect((await call('POST', 'denials', { action: 'logs:*' })).status).toBe(201);
  await expect(describeGroups()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await call('DELETE', 'faults');
  await describeGroups();
});

test('another process reads what was asked and forgets it', async () => {
  await describeGroups();
  const asked = async () => (await call('GET', 'requests?service=logs')).json();
  expect(await asked()).toMatchObject([{ service: 'logs', operation: 'DescribeLogGroups', status: 200 }]);
  await call('DELETE', 'requests');
  expect(await asked()).toEqual([]);
});

test('refuses what it does not understand', async () => {
  expect((await call('POST', 'faults', { kind: 'flood' })).status).toBe(400);
  expect((await call('POST', 'faults', { kind: 'throttle', oops: 1 })).status).toBe(400);
  expect((await call('POST', 'faults', { kind: 'error' })).status).toBe(400);
  expect((await call('GET', 'nothing')).status).toBe(404);
});

test('refuses what a page of another origin could send without asking', async () => {
  const fault = { kind: 'throttle' };
  expect((await call('POST', 'faults', fault, 'text/plain')).status).toBe(415);
  expect((await call('OPTIONS', 'faults')).headers.get('access-control-allow-origin')).toBeNull();
  expect((await call('GET', 'faults')).headers.get('access-control-allow-origin')).toBeNull();
  expect(aws.faults.list().faults).toEqual([]);
});

test('answers only to names of this machine', async () => {
  const status = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(
        { port: aws.port, host: '127.0.0.1', path: '/_local/faults', headers: { host } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
  expect(await status(`attacker.example:${aws.port}`)).toBe(403);
  expect(await status(`127.0.0.1.attacker.example`)).toBe(403);
  expect(await status(`localhost:${aws.port}`)).toBe(200);
});
