/**
 * The default event bus of each account and region: rules that hand matching events on to queues and topics.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
 */
import type { Topic } from '../sns/topics';
import type { Queue } from '../sqs/queue';
import { matchesPattern, type EventPattern } from './event_pattern';

export type RuleTarget = { readonly queue: Queue } | { readonly topic: Topic };

export interface Rule {
  readonly name: string;
  readonly pattern: EventPattern;
  readonly targets: readonly RuleTarget[];
}

/** When the bus hears of it, and when it is told on. Epoch milliseconds. */
export interface Passing {
  readonly now: number;
  readonly arrivesAt: number;
}

const senderId = 'AIDAEVENTBRIDGE000000';

export class EventBus {
  private readonly rules = new Map<string, Rule>();

  /** A rule of the same name is replaced. */
  putRule(rule: Rule): void {
    this.rules.set(rule.name, rule);
  }

  putEvent(event: object, passing: Passing): void {
    const targets = [...this.rules.values()]
      .filter(({ pattern }) => matchesPattern(pattern, event))
      .flatMap((rule) => rule.targets);
    if (targets.length === 0) return;
    const message = JSON.stringify(event);
    for (const target of targets) {
      if ('queue' in target) target.queue.send(message, { senderId, ...passing });
      else target.topic.publish({ message, senderId, ...passing });
    }
  }
}

export class EventBuses {
  private readonly byPlace = new Map<string, EventBus>();

  of({ accountId, region }: { accountId: string; region: string }): EventBus {
    const name = `${accountId}/${region}`;
    const bus = this.byPlace.get(name) ?? new EventBus();
    this.byPlace.set(name, bus);
    return bus;
  }
}
