/**
 * One account at AWS with a log group, a bucket and a queue that hears of its objects; what Bedrock delivers into
 * them, and the integrations that read it.
 */
import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  createAccount,
  credentialsOf,
  definitionOf,
  invocation,
  LOG_GROUP,
  putDefinition,
  REGION,
  STREAM,
} from '../integration/collection_setup';
import { CANARY, Collected } from './collected';
import type { Stage } from './fault_setup';

export interface LogLine {
  readonly message: string;
  readonly timestamp: number;
  /** Default: its time. */
  readonly ingestionTime?: number;
}

export class Estate extends Collected {
  readonly definitionIds: string[] = [];
  readonly place: { readonly accountId: string; readonly region: string };
  readonly bucket: string;
  readonly queue: { readonly url: string; readonly arn: string };
  private readonly sqs: SQSClient;
  private readonly s3: S3Client;
  private objects = 0;

  constructor(stage: Stage, accountId: string) {
    super(stage, accountId);
    const { localAws } = stage;
    this.place = { accountId, region: REGION };
    this.bucket = `logs-${accountId}`;
    createAccount(localAws, accountId);
    this.queue = localAws.sink.createQueue(this.place, { name: 'objects' });
    localAws.sink.createBucket(this.place, { name: this.bucket, notify: { arn: this.queue.arn } });
    localAws.sink.createBucket(this.place, { name: this.quietBucket });
    const [keys] = Object.values(credentialsOf([accountId]));
    if (keys === undefined) throw new TypeError('an account without keys');
    const access = { endpoint: localAws.url, region: REGION, credentials: keys };
    this.sqs = new SQSClient(access);
    this.s3 = new S3Client({ ...access, forcePathStyle: true });
  }

  close(): void {
    this.sqs.destroy();
    this.s3.destroy();
  }

  /** One call as Bedrock logs it. */
  call(id: string, timestamp: number, padding = ''): string {
    return invocation(this.accountId, id, timestamp, `${CANARY} ${padding}`);
  }

  /** So many calls, `stepMs` apart, the last one at `until`. */
  calls(count: number, { prefix = 'r', until = Date.now(), stepMs = 1_000, padding = '' } = {}): Calls {
    const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
    const lines = ids.map((id, n): LogLine => {
      const timestamp = until - (count - 1 - n) * stepMs;
      return { message: this.call(id, timestamp, padding), timestamp };
    });
    return { ids, lines };
  }

  log(lines: readonly LogLine[]): void {
    this.stage.localAws.sink.putLogEvents(
      this.place,
      { group: LOG_GROUP, stream: STREAM },
      lines.map(({ message, timestamp, ingestionTime = timestamp }) => ({
        message,
        timestamp,
        ingestionTime,
      })),
    );
  }

  /** Puts an object into the bucket, which tells the queue. Its key: as Bedrock names its batches, unless given. */
  put(body: Buffer, { key = this.newKey(), bucket = this.bucket } = {}): string {
    this.stage.localAws.sink.putObject(this.place, {
      bucket,
      key,
      body,
      contentType: 'application/json',
      lastModified: Date.now(),
    });
    return key;
  }

  /** Puts the calls as batches of so many records. */
  putBatches({ lines }: Calls, recordsEach: number): void {
    for (let n = 0; n < lines.length; n += recordsEach) this.put(batchOf(lines.slice(n, n + recordsEach)));
  }

  /** Puts an object of which nobody tells. */
  putUntold(body: Buffer, key: string): string {
    return this.put(body, { key, bucket: this.quietBucket });
  }

  async remove(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  newKey(at = Date.now()): string {
    this.objects += 1;
    const [date = '', time = ''] = new Date(at).toISOString().split('T');
    const stamp = `${date.replaceAll('-', '')}T${time.replace(/[:.]/g, '')}`;
    const name = `${stamp}_${this.objects.toString(16).padStart(16, '0')}.json.gz`;
    return `${this.folder}/${date.replaceAll('-', '/')}/${time.slice(0, 2)}/${name}`;
  }

  /** Tells nobody of its objects. */
  get quietBucket(): string {
    return `quiet-${this.accountId}`;
  }

  get folder(): string {
    return `AWSLogs/${this.accountId}/BedrockModelInvocationLogs/${REGION}`;
  }

  async send(body: string, queueUrl = this.queue.url): Promise<void> {
    await this.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  }

  /** The integration that reads the log group. */
  async readLogs(settings: object = {}, changes: object = {}): Promise<void> {
    await this.define(`it-${this.accountId}`, settings, changes, {
      source: 'cloudwatch_logs',
      log_group_name: LOG_GROUP,
      scan_frequency: 1,
      latency: 0,
      overlap: 300,
    });
  }

  /** The integration that reads the objects of which the queue tells. */
  async readQueue(settings: object = {}, changes: object = {}): Promise<void> {
    await this.define(`it-${this.accountId}-s3`, settings, changes, {
      source: 's3_notifications',
      queue_url: this.queue.url,
      buckets: [this.bucket, this.quietBucket],
      slots: 2,
      wait_time: 1,
      visibility_timeout: 30,
      path_style: true,
    });
  }

  /** The integration that lists the bucket. */
  async readBucket(settings: object = {}, changes: object = {}): Promise<void> {
    await this.define(`it-${this.accountId}-bucket`, settings, changes, {
      source: 's3_listing',
      bucket_arn: `arn:aws:s3:::${this.bucket}`,
      bucket_list_interval: 1,
      path_style: true,
    });
  }

  /** The integration that reads what CloudWatch measures. */
  async readMetrics(settings: object = {}): Promise<void> {
    const metrics = { source: 'cloudwatch_metrics', ...settings };
    await this.define(`it-${this.accountId}-metrics`, {}, { streams: { metrics } }, {});
  }

  private async define(id: string, settings: object, changes: object, stream: object): Promise<void> {
    if (!this.definitionIds.includes(id)) this.definitionIds.push(id);
    await putDefinition(
      this.stage.store,
      definitionOf(this.accountId, {
        id,
        streams: { invocation_logs: { ...stream, ...settings } },
        ...changes,
      }),
    );
  }

  async untilQueueIsEmpty(withinMs?: number): Promise<void> {
    await this.stage.eventually('the queue is empty', async () => (await this.messages()) === 0, withinMs);
  }

  /** In the queue, those that somebody works on included. */
  async messages(): Promise<number> {
    const { Attributes } = await this.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.queue.url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes ?? {}).reduce((sum, value) => sum + Number(value), 0);
  }
}

export interface Calls {
  readonly ids: readonly string[];
  readonly lines: readonly LogLine[];
}

/** As Bedrock writes it: gzipped lines. */
export const batchOf = (lines: readonly LogLine[]): Buffer =>
  gzipSync(`${lines.map(({ message }) => message).join('\n')}\n`);
