import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  type DescribeLogGroupsCommandInput,
  type DescribeLogStreamsCommandInput,
  type InputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { accountId, place, region, startTestAws, type TestAws } from '../test_setup';

const group = '/app/one';
const day = 24 * 3_600_000;
let aws: TestAws;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  aws = await startTestAws();
  logs = new CloudWatchLogsClient(aws.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
});
afterEach(async () => {
  logs.destroy();
  await aws.stop();
});

const createStream = (name: string) =>
  logs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: name }));
const put = (logEvents: InputLogEvent[], logStreamName = 's') =>
  logs.send(new PutLogEventsCommand({ logGroupName: group, logStreamName, logEvents }));

test('what is put through the wire is read back with the time of its arrival', async () => {
  await createStream('s');
  await put([
    { timestamp: aws.now - 5, message: 'a' },
    { timestamp: aws.now, message: 'b' },
  ]);
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
  expect(events).toMatchObject([
    { message: 'a', timestamp: aws.now - 5, ingestionTime: aws.now, logStreamName: 's' },
    { message: 'b', timestamp: aws.now, ingestionTime: aws.now, logStreamName: 's' },
  ]);
});

test('events too old or too new are refused one by one', async () => {
  await createStream('s');
  const old = aws.now - 14 * day;
  const answer = await put([
    { timestamp: old - 1, message: 'too old' },
    { timestamp: old, message: 'old' },
  ]);
  expect(answer.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  const ahead = await put([
    { timestamp: aws.now, message: 'now' },
    { timestamp: aws.now + 2 * 3_600_000 + 1, message: 'too new' },
  ]);
  expect(ahead.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
});

test.each([
  ['out of order', [2, 1], 'x'],
  ['longer than a day', [0, day + 1], 'x'],
  ['too large', [0, 1], 'x'.repeat(600_000)],
])('refuses a batch that is %s', async (_case, offsets, message) => {
  await createStream('s');
  const events = offsets.map((offset) => ({ timestamp: aws.now - 2 * day + offset, message }));
  await expect(put(events)).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('refuses what exists already and what does not exist', async () => {
  await createStream('s');
  const exists = { name: 'ResourceAlreadyExistsException' };
  await expect(createStream('s')).rejects.toMatchObject(exists);
  await expect(logs.send(new CreateLogGroupCommand({ logGroupName: group }))).rejects.toMatchObject(exists);
  await expect(put([{ timestamp: aws.now, message: 'x' }], 'nowhere')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('describes groups by prefix, by part of the name and page by page, per account and region', async () => {
  for (let index = 10; index < 61; index++) aws.sink.createLogGroup(place, { name: `/many/${index}` });
  aws.sink.createLogGroup({ accountId, region: 'us-east-1' }, { name: '/many/elsewhere' });
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays: 30 }));

  const describe = (input: object) => logs.send(new DescribeLogGroupsCommand(input));
  expect((await describe({ logGroupNamePattern: 'ONE' })).logGroups).toMatchObject([
    {
      logGroupName: group,
      retentionInDays: 30,
      arn: `arn:aws:logs:${region}:${accountId}:log-group:${group}:*`,
      logGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:${group}`,
    },
  ]);
  const first = await describe({ logGroupNamePrefix: '/many/' });
  expect(first.logGroups).toHaveLength(50);
  const second = await describe({ logGroupNamePrefix: '/many/', nextToken: first.nextToken });
  expect(second.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/many/60']);
  expect(second.nextToken).toBeUndefined();
  await expect(describe({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('describes streams by name or by their last event', async () => {
  for (const name of ['b', 'a', 'ab']) await createStream(name);
  await put([{ timestamp: aws.now - 10, message: 'x' }], 'ab');
  await put([{ timestamp: aws.now - 5, message: 'x' }], 'a');
  const names = async (input: Partial<DescribeLogStreamsCommandInput>) =>
    (await logs.send(new DescribeLogStreamsCommand({ logGroupName: group, ...input }))).logStreams?.map(
      ({ logStreamName }) => logStreamName,
    );
  expect(await names({})).toEqual(['a', 'ab', 'b']);
  expect(await names({ logStreamNamePrefix: 'a' })).toEqual(['a', 'ab']);
  expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual(['a', 'ab', 'b']);
});

test('a monitoring account reads the groups of the accounts it watches by their ARNs, and finds them', async () => {
  const source = { accountId: '999999999999', region };
  aws.sink.createLogGroup(source, { name: '/theirs' });
  aws.sink.putLogEvents(source, { group: '/theirs', stream: 's' }, [
    { timestamp: aws.now, message: 'from there', ingestionTime: aws.now },
  ]);
  const theirs = `arn:aws:logs:${region}:999999999999:log-group:/theirs`;
  const read = () => logs.send(new FilterLogEventsCommand({ logGroupIdentifier: theirs }));
  const find = async (input: DescribeLogGroupsCommandInput) =>
    (await logs.send(new DescribeLogGroupsCommand(input))).logGroups?.map(({ logGroupName: name }) => name);
  await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await find({ includeLinkedAccounts: true })).toEqual([group]);

  aws.sink.linkAccounts({ monitoringAccountId: accountId, sourceAccountId: source.accountId, region });
  expect((await read()).events).toMatchObject([{ message: 'from there' }]);
  expect(await find({})).toEqual([group]);
  expect(await find({ includeLinkedAccounts: true })).toEqual([group, '/theirs']);
  expect(await find({ includeLinkedAccounts: true, accountIdentifiers: [source.accountId] })).toEqual([
    '/theirs',
  ]);
  aws.faults.deny({ action: 'logs:FilterLogEvents', resource: `${theirs}:*` });
  await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
