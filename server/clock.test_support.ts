/** Clocks that stand still until a test moves them, or until somebody waits. */
import type { Clock } from './clock';

export interface SteppedClock extends Clock {
  /** Moves time forward; whoever sleeps wakes in turn, and what they do then is done when it resolves. */
  advance(ms: number): Promise<void>;
}

export interface JumpingClock extends Clock {
  /** Stops jumping: whoever sleeps then sleeps on. */
  stop(): void;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Lets everything happen that waits for nothing but its turn. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

class Sleepers {
  private readonly all = new Set<Sleeper>();

  constructor(public now: number) {}

  get size(): number {
    return this.all.size;
  }

  sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const wake = () => {
        this.all.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.now + ms, wake };
      this.all.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Wakes whoever is next, at their time; false when nobody has to be awake by `end`. */
  wakeNext(end = Infinity): boolean {
    const [next] = [...this.all].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
    if (next === undefined) return false;
    this.now = Math.max(this.now, next.until);
    next.wake();
    return true;
  }
}

/** Stands still until it is moved. */
export function steppedClock(start = 0): SteppedClock {
  const sleepers = new Sleepers(start);
  return {
    now: () => sleepers.now,
    sleep: (ms, signal) => sleepers.sleep(ms, signal),
    async advance(ms) {
      const end = sleepers.now + ms;
      await settle();
      while (sleepers.wakeNext(end)) await settle();
      sleepers.now = end;
    },
  };
}

/** Jumps to the next thing that anybody waits for. */
export function jumpingClock(start: number): JumpingClock {
  const sleepers = new Sleepers(start);
  let isJumping = false;
  let isStopped = false;
  const jump = async (): Promise<void> => {
    if (isJumping) return;
    isJumping = true;
    while (sleepers.size > 0 && !isStopped) {
      await settle();
      if (!sleepers.wakeNext()) break;
    }
    isJumping = false;
  };
  return {
    now: () => sleepers.now,
    sleep: (ms, signal) => {
      const slept = sleepers.sleep(ms, signal);
      void jump();
      return slept;
    },
    stop: () => {
      isStopped = true;
    },
  };
}
