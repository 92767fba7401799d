/**
 * One thing that must hold whatever comes in: cases are made up, and a case that breaks it is made as small as it
 * gets. The unit tests try a few hundred of each, `npm run fuzz` as many as there is time for.
 */
import fc from 'fast-check';

export interface FuzzOptions {
  readonly seed: number;
  readonly runs: number;
  /** Milliseconds after which no further case is begun. */
  readonly within?: number;
}

export interface FuzzResult {
  /** Cases tried. */
  readonly runs: number;
  /** What to read, and how to try it again; absent where all cases held. */
  readonly failure?: string;
}

export interface Fuzz {
  readonly name: string;
  /** Cases in the unit tests: such that all of them together take seconds. */
  readonly quick: number;
  check(options: FuzzOptions): Promise<FuzzResult>;
}

/** @param holds throws where a case does not hold */
export function fuzz<T>(
  name: string,
  quick: number,
  cases: fc.Arbitrary<T>,
  holds: (value: T) => void | Promise<void>,
): Fuzz {
  return {
    name,
    quick,
    async check({ seed, runs, within }) {
      const details = await fc.check(
        fc.asyncProperty(cases, async (value) => holds(value)),
        {
          seed,
          numRuns: runs,
          interruptAfterTimeLimit: within,
        },
      );
      // Out of time without a counterexample is a success of fewer cases.
      if (!details.failed || details.counterexample === null) return { runs: details.numRuns };
      const { errorInstance: error } = details;
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { runs: details.numRuns, failure: `${why}\n\n${fc.defaultReportMessage(details) ?? ''}` };
    },
  };
}
