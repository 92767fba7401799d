/** Log groups that are read, by name, ARN and prefix, live and for a span of the past. */
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CloudWatchLogsSettings } from '../../common/integrations/sources/cloudwatch_logs_settings';
import { principalOf } from '../../server/aws/credentials';
import { systemClock } from '../../server/clock';
import {
  cloudWatchLogsBackfill,
  type CloudWatchLogsReading,
  cloudWatchLogsSource,
} from '../../server/sources/cloudwatch_logs/cloudwatch_logs_source';
import { awsLogEvents } from '../../server/sources/cloudwatch_logs/log_events';
import { awsLogGroups } from '../../server/sources/cloudwatch_logs/log_groups';
import { RequestRates } from '../../server/sources/cloudwatch_logs/request_rate';
import { collect } from './collect';
import { ACCOUNT, CREDENTIALS, REGION, SuiteAws, suiteTest } from './suite_aws';

const check = suiteTest({
  'only some streams, by prefix': 'moto 5.2.5 reads all streams, whatever logStreamNamePrefix says',
});

const MINUTE = 60_000;
jest.setTimeout(120_000);

const STREAM = 'aws/bedrock/modelinvocations';

/** As in a collector: one for all, since AWS counts for all. */
const rates = new RequestRates(systemClock);

let aws: SuiteAws;
let group: string;

beforeAll(async () => {
  aws = await SuiteAws.start();
});
afterAll(() => aws.stop());
beforeEach(async () => {
  group = await createGroup(aws.name('/suite/logs'));
});

const client = () => aws.collector.logs(CREDENTIALS, REGION);

async function createGroup(logGroupName: string, streams = [STREAM]): Promise<string> {
  await client().send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of streams)
    await client().send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  return logGroupName;
}

/** One event each minute, the last one `endedMs` ago. */
async function write(
  messages: readonly string[],
  { to = group, stream = STREAM, endedMs = MINUTE, stepMs = MINUTE } = {},
): Promise<void> {
  const last = Date.now() - endedMs;
  await client().send(
    new PutLogEventsCommand({
      logGroupName: to,
      logStreamName: stream,
      logEvents: messages.map((message, n) => ({
        message,
        timestamp: last - (messages.length - 1 - n) * stepMs,
      })),
    }),
  );
}

const reading = (settings: object): CloudWatchLogsReading => {
  const caller = { principal: principalOf(CREDENTIALS), region: REGION };
  return {
    logEvents: awsLogEvents(client(), caller),
    logGroups: awsLogGroups(client(), caller),
    rates,
    place: { accountId: ACCOUNT, region: REGION },
    settings: CloudWatchLogsSettings.parse({
      source: 'cloudwatch_logs',
      ...(Object.keys(settings).some((key) => key.startsWith('log_group')) ? {} : { log_group_name: group }),
      latency: 0,
      // A search from the beginning of time takes a dozen calls.
      start_position: new Date(Date.now() - 60 * MINUTE).toISOString(),
      ...settings,
    }),
  };
};

const source = (settings: object = {}) => cloudWatchLogsSource(reading(settings));

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

check('every event of a group, and afterwards only the look-back and what is new', async () => {
  await write(numbered('old', 30));
  const first = await collect(source({ start_position: 'beginning' }));
  expect(first.records).toEqual(numbered('old', 30));
  expect(first.readUntil).toBeGreaterThan(Date.now() - MINUTE);

  await write(['new'], { endedMs: 0 });
  const second = await collect(source({ overlap: 5 * 60 }), first);
  expect(second.records).toContain('new');
  expect(second.records.length).toBeLessThan(15);
});

check('more events than a page holds, several in the same millisecond', async () => {
  const messages = numbered('x'.repeat(200), 10_500);
  for (let from = 0; from < messages.length; from += 3_500)
    await write(messages.slice(from, from + 3_500), { stepMs: 0, endedMs: MINUTE + (from % 7_000) });
  const { records } = await collect(source());
  expect(new Set(records)).toEqual(new Set(messages));
});

check('an event that arrives late, within the look-back', async () => {
  await write(['one'], { endedMs: MINUTE });
  const first = await collect(source());
  await write(['late'], { endedMs: 5 * MINUTE });
  expect((await collect(source(), first)).records).toContain('late');
});

check('all groups with a prefix, also one that comes later', async () => {
  const prefix = aws.name('/suite/many/');
  const names = [`${prefix}/a`, `${prefix}/b`];
  for (const name of names) await write([`of ${name}`], { to: await createGroup(name) });
  const settings = { log_group_name_prefix: prefix };
  const first = await collect(source(settings));
  expect(first.records.sort()).toEqual(names.map((name) => `of ${name}`));
  await write(['of the later one'], { to: await createGroup(`${prefix}/c`) });
  expect((await collect(source(settings), first)).records).toContain('of the later one');
});

check('more groups than AWS tells of at once', async () => {
  const prefix = aws.name('/suite/crowd/');
  const names = numbered(`${prefix}/`, 53);
  for (const name of names) await write([name], { to: await createGroup(name) });
  const start_position = new Date(Date.now() - 5 * MINUTE).toISOString();
  const { records } = await collect(source({ log_group_name_prefix: prefix, start_position }));
  expect(records.sort()).toEqual([...names].sort());
});

check('one group by its ARN', async () => {
  await write(['one']);
  const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}:*`;
  expect((await collect(source({ log_group_arn: arn }))).records).toEqual(['one']);
});

const STREAMS = ['a/1', 'a/2', 'b/1'];

check('only some streams, by name', async () => {
  group = await createGroup(aws.name('/suite/streams'), STREAMS);
  for (const stream of STREAMS) await write([stream], { stream });
  expect((await collect(source({ log_streams: ['a/1', 'b/1'] }))).records.sort()).toEqual(['a/1', 'b/1']);
});

check('only some streams, by prefix', async () => {
  group = await createGroup(aws.name('/suite/streams'), STREAMS);
  for (const stream of STREAMS) await write([stream], { stream });
  expect((await collect(source({ log_stream_prefix: 'a/' }))).records.sort()).toEqual(['a/1', 'a/2']);
});

check('from the end: nothing of the past, everything from then on', async () => {
  await write(['past']);
  const first = await collect(source({ start_position: 'end' }));
  expect(first.records).toEqual([]);
  await write(['new'], { endedMs: 0 });
  expect((await collect(source({ start_position: 'end' }), first)).records).toEqual(['new']);
});

check('a span of the past', async () => {
  await write(numbered('e', 20));
  const now = Date.now();
  const span = { from: now - 15.5 * MINUTE, to: now - 5.5 * MINUTE };
  const { records, readUntil } = await collect(cloudWatchLogsBackfill(reading({}), span));
  expect(records).toEqual(numbered('e', 20).slice(5, 15));
  expect(readUntil).toBe(span.to - 1);
});

check('a group that does not exist is told to a person, and so is a prefix of none', async () => {
  group = aws.name('/suite/nowhere');
  await expect(collect(source())).rejects.toMatchObject({ kind: 'needs_person', code: 'not_found' });
  await expect(collect(source({ log_group_name_prefix: group }))).rejects.toMatchObject({
    kind: 'needs_person',
    code: 'no_log_group',
  });
});
