import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import { factsBetween } from './ledger';

const ROOT = join(__dirname, '../..');

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts'), ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const errors: string[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => [undefined])]);
  return { child, ended, line: first[0] as string | undefined, errors };
}

test('one line says all that a collector needs; its keys and roles read what the ledger counts', async () => {
  const { child, ended, line } = await run(
    '--now',
    '2026-11-18T15:40:00Z',
    '--days',
    '0',
    '--seed',
    'process',
  );
  const ready = JSON.parse(line ?? '{}');
  expect(ready).toMatchObject({
    ready: true,
    live: false,
    seed: 'process',
    since: '2026-11-18T15:00:00.000Z',
  });

  const account = ready.accounts[0];
  const { region, deliveries } = account.places[0];
  const [{ logGroup }] = deliveries;
  const connection = { region, endpoint: ready.url };
  const sts = new STSClient({ ...connection, credentials: ready.credentials });
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: account.roleArn,
      RoleSessionName: 'test',
      ExternalId: account.externalId,
    }),
  );
  const logs = new CloudWatchLogsClient({
    ...connection,
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken ?? '',
    },
  });
  const until = Date.parse('2026-11-18T15:30:00Z');
  const messages: string[] = [];
  for (let nextToken: string | undefined, more = true; more; more = nextToken !== undefined) {
    const page = await logs.send(
      new FilterLogEventsCommand({ logGroupName: logGroup, endTime: until - 1, nextToken }),
    );
    messages.push(...(page.events ?? []).map(({ message = '' }) => message));
    nextToken = page.nextToken;
  }
  sts.destroy();
  logs.destroy();

  const facts = [...factsBetween('process', Date.parse(ready.since), until)].filter(
    (fact) => fact.accountId === account.id && fact.region === region,
  );
  const records = messages.filter((message) => message.startsWith('{'));
  expect(records.map((text) => JSON.parse(text).requestId).sort()).toEqual(
    facts.map(({ requestId }) => requestId).sort(),
  );
  expect(messages).toHaveLength(records.length + 1);

  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

test('a wrong option ends it with a message and no stack', async () => {
  const { ended, line, errors } = await run('--days', 'many');
  expect(await ended).toEqual([1, null]);
  expect(line).toBeUndefined();
  expect(errors.join('')).toContain('--days many is not a whole number');
  expect(errors.join('')).not.toContain('    at ');
});
