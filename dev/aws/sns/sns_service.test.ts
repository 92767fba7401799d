import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { accountId, place, region, startTestAws, userArn, type TestAws } from '../test_setup';

let aws: TestAws;
let sns: SNSClient;
let sqs: SQSClient;

beforeEach(async () => {
  aws = await startTestAws();
  sns = new SNSClient(aws.client);
  sqs = new SQSClient(aws.client);
});
afterEach(async () => {
  sns.destroy();
  sqs.destroy();
  await aws.stop();
});

const bodies = async (url: string) =>
  (
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }))).Messages ?? []
  ).map(({ Body: body }) => body ?? '');

test('a topic fans out to its queues, raw or in an envelope', async () => {
  const plain = aws.sink.createQueue(place, { name: 'enveloped' });
  const raw = aws.sink.createQueue(place, { name: 'raw' });
  const { TopicArn: topic } = await sns.send(new CreateTopicCommand({ Name: 'objects' }));
  expect(topic).toBe(`arn:aws:sns:${region}:${accountId}:objects`);
  const subscribe = (endpoint: string, attributes?: Record<string, string>) =>
    sns.send(
      new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: endpoint, Attributes: attributes }),
    );
  await subscribe(plain.arn);
  await subscribe(raw.arn, { RawMessageDelivery: 'true' });

  const message = '{"text":"a & b < c"}';
  const { MessageId: id } = await sns.send(
    new PublishCommand({ TopicArn: topic, Message: message, Subject: 'S' }),
  );
  expect(await bodies(raw.url)).toEqual([message]);
  const [envelope = ''] = await bodies(plain.url);
  expect(JSON.parse(envelope)).toMatchObject({
    Type: 'Notification',
    MessageId: id,
    TopicArn: topic,
    Subject: 'S',
    Message: message,
    Timestamp: new Date(aws.now).toISOString(),
  });
});

test('a topic that does not exist is not found', async () => {
  const topic = `arn:aws:sns:${region}:${accountId}:nowhere`;
  await expect(sns.send(new PublishCommand({ TopicArn: topic, Message: 'x' }))).rejects.toMatchObject({
    name: 'NotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
});

test('a denial names the action as SNS writes it', async () => {
  const { arn } = aws.sink.createTopic(place, { name: 'closed', subscribedQueueArns: [] });
  aws.faults.deny({ action: 'sns:Publish', resource: arn });
  await expect(sns.send(new PublishCommand({ TopicArn: arn, Message: 'x' }))).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: `User: ${userArn} is not authorized to perform: SNS:Publish on resource: ${arn} because no identity-based policy allows the SNS:Publish action`,
  });
});
