import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { accountId, place, region, startTestAws, userArn, type TestAws } from '../test_setup';

let aws: TestAws;
let sqs: SQSClient;
let url: string;
let arn: string;

beforeEach(async () => {
  aws = await startTestAws();
  // Queue URLs carry the server's address; the endpoint stays the configured one all the same.
  sqs = new SQSClient({ ...aws.client, useQueueUrlAsEndpoint: false });
  ({ url, arn } = aws.sink.createQueue(place, { name: 'logs', visibilityTimeoutSeconds: 30 }));
});
afterEach(async () => {
  sqs.destroy();
  await aws.stop();
});

const send = (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
const receive = async (input: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, ...input })))
    .Messages ?? [];

test('a message comes with its digest and is gone once deleted', async () => {
  await send('héllo');
  const [message] = await receive({ MessageSystemAttributeNames: ['All'] });
  expect(message).toMatchObject({
    Body: 'héllo',
    MD5OfBody: createHash('md5').update('héllo').digest('hex'),
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(aws.now) },
  });
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
  aws.now += 31_000;
  expect(await receive()).toEqual([]);
});

test('a message that nobody deletes comes back with a new receipt and a higher count', async () => {
  await send('again');
  const [first] = await receive();
  expect(await receive()).toEqual([]);
  aws.now += 30_000;
  const [second] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(second?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);

  // A stale receipt is accepted and deletes nothing, which is what AWS does.
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
  aws.now += 30_000;
  expect(await receive()).toHaveLength(1);
});

test('visibility can be extended, ended at once, and not beyond twelve hours', async () => {
  await send('slow');
  const [message] = await receive();
  const change = (seconds: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  aws.now += 15_000;
  await change(60);
  aws.now += 59_999;
  expect(await receive()).toEqual([]);
  await expect(change(43_200)).rejects.toMatchObject({ message: expect.stringMatching(/beyond the limit/) });
  await change(0);
  expect(await receive()).toHaveLength(1);
  aws.now += 30_000;
  await expect(change(10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
});

test('a message received too often moves to the dead-letter queue', async () => {
  const dead = aws.sink.createQueue(place, { name: 'dead' });
  const created = await sqs.send(
    new CreateQueueCommand({
      QueueName: 'limited',
      Attributes: {
        VisibilityTimeout: '0',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
      },
    }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl: created.QueueUrl, MessageBody: 'poison' }));
  expect(await receive({ QueueUrl: created.QueueUrl })).toHaveLength(1);
  expect(await receive({ QueueUrl: created.QueueUrl })).toHaveLength(1);
  expect(await receive({ QueueUrl: created.QueueUrl })).toEqual([]);
  expect(await receive({ QueueUrl: dead.url })).toMatchObject([{ Body: 'poison' }]);
});

test('a long poll answers when a message arrives, and empty when its time is over', async () => {
  const waiting = receive({ WaitTimeSeconds: 20 });
  await send('now');
  expect(await waiting).toMatchObject([{ Body: 'now' }]);
  expect(await receive({ WaitTimeSeconds: 1 })).toEqual([]);
});

test('a long poll sees a message whose invisibility ends by the clock', async () => {
  await send('hidden');
  await receive();
  const waiting = receive({ WaitTimeSeconds: 20 });
  aws.now += 30_000;
  expect(await waiting).toMatchObject([{ Body: 'hidden' }]);
});

test('a message is not handed to a poll whose client has hung up', async () => {
  const hangUp = new AbortController();
  const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 });
  const waiting = sqs.send(command, { abortSignal: hangUp.signal });
  const other = new SQSClient(aws.client);
  await other.send(new GetQueueUrlCommand({ QueueName: 'logs' }));
  hangUp.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  while (aws.requests.count({ operation: 'ReceiveMessage' }) === 0) {
    await other.send(new GetQueueUrlCommand({ QueueName: 'logs' }));
  }
  await send('kept');
  expect(await receive()).toMatchObject([{ Body: 'kept' }]);
  other.destroy();
});

test('a batch tells per entry what failed', async () => {
  await send('one');
  await send('two');
  const [one, two] = await receive();
  const entries = [
    { Id: 'a', ReceiptHandle: one?.ReceiptHandle },
    { Id: 'b', ReceiptHandle: 'made-up' },
  ];
  const answer = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries }));
  expect(answer.Successful).toEqual([{ Id: 'a' }]);
  expect(answer.Failed).toMatchObject([{ Id: 'b', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);

  aws.faults.add({ kind: 'partial_failure', service: 'sqs', times: 1 });
  const changes = [{ Id: 'c', ReceiptHandle: two?.ReceiptHandle, VisibilityTimeout: 60 }];
  const change = () => sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries: changes }));
  expect((await change()).Failed).toMatchObject([{ Id: 'c', Code: 'InternalError', SenderFault: false }]);
  expect((await change()).Successful).toEqual([{ Id: 'c' }]);
});

test.each([
  ['no entries', [], 'EmptyBatchRequest'],
  [
    'eleven entries',
    Array.from({ length: 11 }, (_, index) => ({ Id: `i${index}` })),
    'TooManyEntriesInBatchRequest',
  ],
  ['an id twice', [{ Id: 'x' }, { Id: 'x' }], 'BatchEntryIdsNotDistinct'],
])('refuses a batch of %s', async (_case, ids, name) => {
  const entries = ids.map((id) => ({ ...id, ReceiptHandle: 'any' }));
  await expect(
    sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries })),
  ).rejects.toMatchObject({ name });
});

test('refuses more than ten messages and a queue that does not exist', async () => {
  await expect(receive({ MaxNumberOfMessages: 11 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(receive({ QueueUrl: `${url}-other` })).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'other' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
});

test('finds a queue by name and tells its attributes', async () => {
  await send('one');
  await send('two');
  await receive({ MaxNumberOfMessages: 1 });
  const { QueueUrl: found } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'logs' }));
  expect(found).toBe(url);
  const { Attributes: attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  expect(attributes).toMatchObject({
    QueueArn: arn,
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    VisibilityTimeout: '30',
  });
});

test('another account’s queue is closed, and a denial names action and queue', async () => {
  const other = aws.sink.createQueue({ accountId: '999999999999', region }, { name: 'theirs' });
  await expect(receive({ QueueUrl: other.url })).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/no resource-based policy allows the sqs:receivemessage action/),
  });
  aws.faults.deny({ action: 'sqs:ReceiveMessage' });
  await expect(receive()).rejects.toMatchObject({
    message: `User: ${userArn} is not authorized to perform: sqs:receivemessage on resource: arn:aws:sqs:${region}:${accountId}:logs because no identity-based policy allows the sqs:receivemessage action`,
  });
});
