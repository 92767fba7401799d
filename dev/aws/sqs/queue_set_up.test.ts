/** Queues as somebody sets them up: policies, encryption, batches of messages, an end. */
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type Message,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { accountId, place, region, startTestAws, userArn, type TestAws } from '../test_setup';

let aws: TestAws;
let sqs: SQSClient;
let url: string;

beforeEach(async () => {
  aws = await startTestAws();
  sqs = new SQSClient({ ...aws.client, useQueueUrlAsEndpoint: false });
  ({ url } = aws.sink.createQueue(place, { name: 'logs', visibilityTimeoutSeconds: 30 }));
});
afterEach(async () => {
  sqs.destroy();
  await aws.stop();
});

const send = (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
const receive = async (input: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, ...input })))
    .Messages ?? [];

test('ten messages are sent at once', async () => {
  const entries = Array.from({ length: 10 }, (_, index) => ({ Id: `i${index}`, MessageBody: `m${index}` }));
  const { Successful: sent } = await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }),
  );
  expect(sent).toHaveLength(10);
  expect((await receive()).map(({ Body: body }) => body).sort()).toEqual(
    entries.map(({ MessageBody: body }) => body),
  );
});

test('a redrive policy can be set later, and is told', async () => {
  const dead = aws.sink.createQueue(place, { name: 'dead' });
  const policy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  const set = (RedrivePolicy: string) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy } }));
  await set(policy);
  const { Attributes: attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
  );
  expect(attributes).toEqual({ RedrivePolicy: policy });
  await expect(set('{}')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await send('poison');
  await receive();
  aws.now += 30_000;
  expect(await receive()).toEqual([]);
  const [moved] = await receive({ QueueUrl: dead.url, MessageSystemAttributeNames: ['All'] });
  expect(moved).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '2' } });
});

test('too many messages in flight, and a queue that is deleted', async () => {
  aws.faults.add({ kind: 'over_limit', times: 1 });
  await expect(receive()).rejects.toMatchObject({ name: 'OverLimit' });
  expect(await receive()).toEqual([]);
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  const failure = await receive().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(QueueDoesNotExist);
  expect(failure).toMatchObject({
    $response: { headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' } },
  });
});

test('an encrypted queue needs its key too', async () => {
  const kmsKeyArn = `arn:aws:kms:${region}:${accountId}:key/0a1b`;
  const encrypted = aws.sink.createQueue(place, { name: 'encrypted', kmsKeyArn });
  aws.faults.deny({ action: 'kms:*' });
  await expect(receive({ QueueUrl: encrypted.url })).rejects.toMatchObject({
    name: 'KmsAccessDenied',
    message: `User: ${userArn} is not authorized to perform: kms:Decrypt on resource: ${kmsKeyArn} because no identity-based policy allows the kms:Decrypt action`,
  });
});

test('faults can be meant for one queue only', async () => {
  const other = aws.sink.createQueue(place, { name: 'other' });
  aws.faults.add({ kind: 'server_error', resource: other.arn });
  await receive();
  await expect(receive({ QueueUrl: other.url })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 500 },
  });
});
