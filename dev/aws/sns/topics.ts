/**
 * Topics and what they fan out to. Only queues subscribe. A queue gets the message itself (raw delivery) or
 * the notification envelope.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
import { createHash } from 'node:crypto';
import type { Queue } from '../sqs/queue';
import { uuid } from '../sqs/queue';

export interface Subscription {
  readonly arn: string;
  readonly queue: Queue;
  rawDelivery: boolean;
}

export interface Publication {
  readonly message: string;
  readonly subject?: string;
  /** Account or service that publishes, as the queue names its sender. */
  readonly senderId: string;
  readonly now: number;
  /** When the message reaches the queues; absent: now. */
  readonly arrivesAt?: number;
}

export class Topic {
  readonly subscriptions: Subscription[] = [];

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly accountId: string,
    private readonly randomBytes: (size: number) => Buffer,
  ) {}

  subscribe(queue: Queue, rawDelivery: boolean): Subscription {
    const existing = this.subscriptions.find((subscription) => subscription.queue === queue);
    if (existing !== undefined) return existing;
    const subscription = { arn: `${this.arn}:${uuid(this.randomBytes(16))}`, queue, rawDelivery };
    this.subscriptions.push(subscription);
    return subscription;
  }

  /** Returns the message id. */
  publish(publication: Publication): string {
    const { senderId, now, arrivesAt } = publication;
    const messageId = uuid(this.randomBytes(16));
    for (const subscription of this.subscriptions) {
      const body = subscription.rawDelivery
        ? publication.message
        : this.envelope(subscription, messageId, publication);
      subscription.queue.send(body, { senderId, now, arrivesAt });
    }
    return messageId;
  }

  private envelope(subscription: Subscription, messageId: string, publication: Publication): string {
    const [, , , region = ''] = this.arn.split(':');
    const host = `https://sns.${region}.amazonaws.com`;
    const signature = createHash('sha256').update(`${messageId}${publication.message}`).digest('base64');
    return JSON.stringify(
      {
        Type: 'Notification',
        MessageId: messageId,
        TopicArn: this.arn,
        ...(publication.subject === undefined ? {} : { Subject: publication.subject }),
        Message: publication.message,
        Timestamp: new Date(publication.arrivesAt ?? publication.now).toISOString(),
        SignatureVersion: '1',
        Signature: signature,
        SigningCertURL: `${host}/SimpleNotificationService.pem`,
        UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
      },
      undefined,
      2,
    );
  }
}

export class Topics {
  private readonly byArn = new Map<string, Topic>();

  constructor(private readonly randomBytes: (size: number) => Buffer) {}

  /** The existing topic when there is one of this name. */
  create(place: { accountId: string; region: string; partition: string }, name: string): Topic {
    const arn = `arn:${place.partition}:sns:${place.region}:${place.accountId}:${name}`;
    const topic = this.byArn.get(arn) ?? new Topic(name, arn, place.accountId, this.randomBytes);
    this.byArn.set(arn, topic);
    return topic;
  }

  find(arn: string): Topic | undefined {
    return this.byArn.get(arn);
  }
}
