/**
 * The AWS that the source suite runs against: the local one, or any other at SOURCE_SUITE_ENDPOINT. Set up through the
 * SDK alone, so that what our own imitation and ourselves misunderstand alike is found by another's.
 */
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { startLocalAws } from '../../dev/aws/local_aws';
import { type AwsClients, createAwsClients } from '../../server/aws/clients';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';
export const CREDENTIALS = { type: 'named', name: 'suite' } as const;

const KEYS = { accessKeyId: 'AKIASUITE00000000001', secretAccessKey: 'source-suite-secret' };

export const isLocal = process.env.SOURCE_SUITE_ENDPOINT === undefined;

/** What another AWS gets wrong, by the name of the test that shows it; those tests are skipped there, and only there. */
export type Defects = Readonly<Record<string, string>>;

/** A test that is skipped, with the reason in its name, where the AWS at hand is known to be wrong. */
export function suiteTest(defects: Defects): (name: string, run: () => Promise<void>) => void {
  return (name, run) => {
    const defect = isLocal ? undefined : defects[name];
    if (defect === undefined) test(name, run);
    else test.skip(`${name} (not here: ${defect})`, run);
  };
}

export interface SuiteQueue {
  readonly url: string;
  readonly arn: string;
}

export class SuiteAws {
  private count = 0;
  private readonly run = Date.now().toString(36);

  private constructor(
    readonly collector: AwsClients,
    readonly s3: S3Client,
    readonly sqs: SQSClient,
    private readonly sns: SNSClient,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<SuiteAws> {
    const given = process.env.SOURCE_SUITE_ENDPOINT;
    const local = given === undefined ? await startLocalAws({ port: 0 }) : undefined;
    local?.sink.createAccessKey({ accountId: ACCOUNT, userName: 'suite', ...KEYS });
    const endpoint = given ?? local?.url ?? '';
    const client = { endpoint, region: REGION, credentials: KEYS };
    const collector = createAwsClients({ endpoint, credentials: { suite: KEYS } }, Date.now);
    return new SuiteAws(
      collector,
      new S3Client({ ...client, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' }),
      new SQSClient(client),
      new SNSClient(client),
      async () => local?.stop(),
    );
  }

  async stop(): Promise<void> {
    this.collector.close();
    for (const client of [this.s3, this.sqs, this.sns]) client.destroy();
    await this.end();
  }

  /** No other test's, and no other run's. */
  name(what: string): string {
    this.count += 1;
    return `${what}-${this.run}-${process.pid}-${this.count}`;
  }

  async createBucket(): Promise<string> {
    const Bucket = this.name('records');
    await this.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    return Bucket;
  }

  async createQueue(attributes: Record<string, string> = {}): Promise<SuiteQueue> {
    const { QueueUrl: url = '' } = await this.sqs.send(
      new CreateQueueCommand({ QueueName: this.name('queue'), Attributes: attributes }),
    );
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    return { url, arn: Attributes.QueueArn ?? '' };
  }

  async createTopic({ arn }: SuiteQueue, isRaw: boolean): Promise<string> {
    const { TopicArn = '' } = await this.sns.send(new CreateTopicCommand({ Name: this.name('topic') }));
    await this.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: arn,
        Attributes: { RawMessageDelivery: String(isRaw) },
      }),
    );
    return TopicArn;
  }

  /** Tells a queue or a topic, by its ARN, of every object created from now on. */
  async notify(bucket: string, arn: string): Promise<void> {
    const Events = ['s3:ObjectCreated:*' as const];
    await this.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: arn.includes(':sns:')
          ? { TopicConfigurations: [{ TopicArn: arn, Events }] }
          : { QueueConfigurations: [{ QueueArn: arn, Events }] },
      }),
    );
  }

  async put(bucket: string, key: string, body: Uint8Array | string): Promise<void> {
    // Not a string: the SDK takes an empty one for a stream.
    await this.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));
  }

  async send({ url }: SuiteQueue, message: unknown): Promise<void> {
    const MessageBody = typeof message === 'string' ? message : JSON.stringify(message);
    await this.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  }

  /** Messages in a queue, in whoever's hands. */
  async waiting({ url }: SuiteQueue): Promise<number> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return (
      Number(Attributes.ApproximateNumberOfMessages) +
      Number(Attributes.ApproximateNumberOfMessagesNotVisible)
    );
  }
}
