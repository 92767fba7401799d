/** The queues of all accounts and regions, found by name, by URL or by ARN. */
import { Queue, defaultVisibilitySeconds, type QueueAttributes } from './queue';

export class Queues {
  private readonly byArn = new Map<string, Queue>();

  constructor(private readonly randomBytes: (size: number) => Buffer) {}

  create(
    place: { accountId: string; region: string; partition: string },
    name: string,
    attributes: Partial<QueueAttributes>,
    now: number,
  ): Queue {
    const arn = `arn:${place.partition}:sqs:${place.region}:${place.accountId}:${name}`;
    const complete = {
      visibilityTimeoutSeconds: defaultVisibilitySeconds,
      waitSeconds: 0,
      delaySeconds: 0,
      ...attributes,
    };
    const queue = new Queue(name, arn, `/${place.accountId}/${name}`, now, complete, this.randomBytes);
    this.byArn.set(arn, queue);
    return queue;
  }

  byName(place: { accountId: string; region: string; partition: string }, name: string): Queue | undefined {
    return this.byArn.get(`arn:${place.partition}:sqs:${place.region}:${place.accountId}:${name}`);
  }

  delete(queue: Queue): void {
    this.byArn.delete(queue.arn);
  }

  find(arn: string): Queue | undefined {
    return this.byArn.get(arn);
  }
}
