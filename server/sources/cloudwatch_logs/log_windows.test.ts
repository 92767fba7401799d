import fc from 'fast-check';
import {
  afterWindow,
  cut,
  firstCheckpoint,
  nextLength,
  nextWindow,
  NOTHING_YET,
  startRun,
  withPage,
} from './log_windows';

const checkpoint = (settled_until: number, read_until = settled_until) => ({
  settled_until,
  read_until,
});

test('for any window lengths and reading times, what is settled was read after everything had arrived', () => {
  const step = fc.record({
    length: fc.integer({ min: 1, max: 400 }),
    /** How long the read before this window took. */
    took: fc.integer({ min: 0, max: 300 }),
    /** The run is killed before this window is saved, or ends after it. */
    fate: fc.constantFrom('saved', 'saved', 'saved', 'saved', 'saved', 'killed', 'ended'),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 100 }),
      fc.array(fc.record({ time: fc.nat(2_000), late: fc.double({ min: 0, max: 1, noNaN: true }) }), {
        maxLength: 30,
      }),
      fc.array(step, { maxLength: 60 }),
      (overlap, latency, traffic, steps) => {
        const events = traffic.map(({ time, late }) => ({
          time,
          arrival: time + Math.floor(late * overlap),
        }));
        const stored = new Set<object>();
        let now = 0;
        let saved = checkpoint(-1);
        let progress = startRun(saved);
        let horizon = now - latency;
        for (const { length, took, fate } of steps) {
          now += took;
          const window = nextWindow(progress, length, horizon);
          if (window === undefined || fate === 'ended') {
            progress = startRun(saved);
            horizon = now - latency;
            continue;
          }
          const began = now;
          for (const event of events)
            if (event.arrival <= began && event.time >= window.start && event.time <= window.end)
              stored.add(event);
          if (fate === 'killed') {
            progress = startRun(saved);
            horizon = now - latency;
            continue;
          }
          progress = afterWindow(progress, window, began, overlap);
          expect(progress.checkpoint.settled_until).toBeGreaterThanOrEqual(saved.settled_until);
          saved = progress.checkpoint;
          for (const event of events) if (event.time <= saved.settled_until) expect(stored).toContain(event);
        }
      },
    ),
    { numRuns: 2_000, interruptAfterTimeLimit: 20_000 },
  );
});

test('windows of a run join without gap or overlap, inclusive at both ends', () => {
  let progress = startRun(checkpoint(99));
  const windows = [];
  for (let window = nextWindow(progress, 50, 230); window; window = nextWindow(progress, 50, 230)) {
    windows.push(window);
    progress = afterWindow(progress, window, 1_000, 10);
  }
  expect(windows).toEqual([
    { start: 100, end: 149 },
    { start: 150, end: 199 },
    { start: 200, end: 230 },
  ]);
});

test('catching up settles whole windows; the tail stays open for the look-back', () => {
  const caughtUp = afterWindow(startRun(checkpoint(0)), { start: 1, end: 500 }, 10_000, 600);
  expect(caughtUp.checkpoint).toMatchObject({ settled_until: 500, read_until: 500 });
  const tail = afterWindow(caughtUp, { start: 501, end: 9_900 }, 10_000, 600);
  expect(tail.checkpoint).toMatchObject({ settled_until: 9_400, read_until: 9_900 });
  expect(tail.next).toBe(9_901);
});

test('a first run reads from its start on', () => {
  const window = nextWindow(startRun(firstCheckpoint(2_000)), 10, 5_000);
  expect(window).toEqual({ start: 2_000, end: 2_009 });
});

describe('length of windows', () => {
  const DAY = 86_400_000;
  /** So many full pages between the first and the last timestamp. */
  const seen = (weight: number, ...timestamps: number[]) => ({
    ...withPage(
      NOTHING_YET,
      timestamps.map((timestamp) => ({ timestamp, message: '' })),
    ),
    weight,
  });

  test('weight is counted in full pages, by bytes or by number; empty pages weigh nothing', () => {
    const event = (bytes: number) => ({ timestamp: 7, message: 'x'.repeat(bytes) });
    expect(withPage(NOTHING_YET, [])).toEqual(NOTHING_YET);
    expect(withPage(NOTHING_YET, [event(1024 * 1024)]).weight).toBe(1);
    expect(
      withPage(
        NOTHING_YET,
        Array.from({ length: 5_000 }, () => event(1)),
      ).weight,
    ).toBe(0.5);
  });

  test('grows while there is nothing, and follows the density of events where there is', () => {
    const day = { start: 0, end: DAY - 1 };
    expect(nextLength(day, NOTHING_YET)).toBe(4 * DAY);
    expect(nextLength(day, seen(16, 0, 3_600_000 - 1))).toBe(1_800_000);
    expect(nextLength({ start: 0, end: 59_999 }, seen(0.1, 5, 50_000))).toBe(120_000);
    expect(nextLength({ start: 0, end: 9_000 * DAY }, seen(0.1, 5, 50_000))).toBe(7 * DAY);
  });

  test('a window that holds too much is cut in the middle of the events seen, and always gets smaller', () => {
    expect(cut({ start: 0, end: 1_000 }, seen(19, 0, 10))).toBeUndefined();
    expect(cut({ start: 0, end: 1_000 }, seen(20, 900, 1_000))).toEqual({ start: 0, end: 950 });
    expect(cut({ start: 0, end: 1_000 }, seen(20, 900))).toEqual({ start: 0, end: 900 });
    expect(cut({ start: 0, end: 900 }, seen(20, 900))).toEqual({ start: 0, end: 899 });
    expect(cut({ start: 7, end: 7 }, seen(99, 7))).toBeUndefined();
  });

  test('a window of years goes on in days once it has met its first events', () => {
    expect(cut({ start: 0, end: 9_000 * DAY }, NOTHING_YET)).toBeUndefined();
    expect(cut({ start: 0, end: 9_000 * DAY }, seen(0.1, 100 * DAY))).toEqual({ start: 0, end: 101 * DAY });
    expect(cut({ start: 0, end: 101 * DAY }, seen(0.1, 100 * DAY))).toBeUndefined();
  });
});
