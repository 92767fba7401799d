import * as fc from 'fast-check';
import { Queue } from './queue';

const visibility = 30;
const newQueue = (name = 'q', redrive?: { deadLetterQueue: Queue; maxReceiveCount: number }) => {
  let ids = 0;
  const attributes = { visibilityTimeoutSeconds: visibility, waitSeconds: 0, delaySeconds: 0, redrive };
  return new Queue(name, `arn:${name}`, `/1/${name}`, 0, attributes, (size) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32BE(++ids);
    return bytes;
  });
};

/** The same rules, the slow way: one list, looked through from end to end. */
class PlainQueue {
  private messages: { body: string; visibleAt: number; receipt?: string; isInFlight: boolean }[] = [];

  send(body: string, now: number, delaySeconds: number): void {
    this.messages.push({ body, visibleAt: now + delaySeconds * 1000, isInFlight: false });
  }

  visible(now: number): string[] {
    return this.messages.filter(({ visibleAt }) => visibleAt <= now).map(({ body }) => body);
  }

  received(body: string, receipt: string, now: number): void {
    const message = this.messages.find((one) => one.body === body);
    if (message !== undefined) Object.assign(message, { receipt, visibleAt: now + visibility * 1000 });
  }

  delete(receipt: string): void {
    this.messages = this.messages.filter((message) => message.receipt !== receipt);
  }

  change(receipt: string, seconds: number, now: number): boolean {
    const message = this.messages.find((one) => one.receipt === receipt && one.visibleAt > now);
    if (message !== undefined) message.visibleAt = now + seconds * 1000;
    return message !== undefined;
  }

  get size(): number {
    return this.messages.length;
  }
}

type Step =
  | { readonly kind: 'send'; readonly delay: number }
  | { readonly kind: 'receive'; readonly limit: number }
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'change'; readonly which: number; readonly seconds: number }
  | { readonly kind: 'wait'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('send' as const), delay: fc.constantFrom(0, 0, 5) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('receive' as const), limit: fc.integer({ min: 1, max: 10 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat(50) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      which: fc.nat(50),
      seconds: fc.constantFrom(0, 10, 60),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 10, 31) }),
  },
);

test('whatever is done, it holds and gives what a plain list would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = newQueue();
      const plain = new PlainQueue();
      const receipts: string[] = [];
      let [now, sent] = [1_000_000, 0];
      for (const one of steps) {
        if (one.kind === 'wait') now += one.seconds * 1000;
        if (one.kind === 'send') {
          const body = `m${sent++}`;
          queue.send(body, { senderId: 's', now, delaySeconds: one.delay });
          plain.send(body, now, one.delay);
        }
        if (one.kind === 'receive') {
          const visible = plain.visible(now);
          const got = queue.receive(one.limit, visibility, now) ?? [];
          expect(got).toHaveLength(Math.min(one.limit, visible.length));
          for (const { body, receipt = '' } of got) {
            expect(visible).toContain(body);
            plain.received(body, receipt, now);
            receipts.push(receipt);
          }
        }
        const receipt = 'which' in one ? receipts[one.which % Math.max(1, receipts.length)] : undefined;
        if (receipt !== undefined && one.kind === 'delete') {
          queue.delete(receipt);
          plain.delete(receipt);
        }
        if (receipt !== undefined && one.kind === 'change') {
          const changed = queue.changeVisibility(receipt, one.seconds, now);
          expect(changed).toBe(plain.change(receipt, one.seconds, now) ? 'changed' : 'not_in_flight');
        }
        const { visible, inFlight, delayed } = queue.counts(now);
        expect(visible).toBe(plain.visible(now).length);
        expect(visible + inFlight + delayed).toBe(plain.size);
      }
    }),
  );
});

test('what is moved to the dead-letter queue is received there, and its old receipt opens nothing', () => {
  const dead = newQueue('dead');
  const queue = newQueue('q', { deadLetterQueue: dead, maxReceiveCount: 1 });
  queue.send('poison', { senderId: 's', now: 0 });
  const [{ receipt = '' } = {}] = queue.receive(1, visibility, 0) ?? [];
  expect(queue.receive(1, visibility, 31_000)).toEqual([]);
  expect(queue.delete(receipt)).toBe('deleted');
  expect(dead.receive(1, visibility, 31_000)).toMatchObject([{ body: 'poison', receiveCount: 2 }]);
  expect(queue.counts(31_000)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test('no more than 120,000 messages are in flight', () => {
  const queue = newQueue();
  for (let index = 0; index < 120_001; index++) queue.send('m', { senderId: 's', now: 0 });
  expect(queue.receive(120_001, visibility, 0)).toHaveLength(120_000);
  expect(queue.receive(1, visibility, 0)).toBeUndefined();
  expect(queue.receive(1, visibility, 30_000)).toHaveLength(1);
});
