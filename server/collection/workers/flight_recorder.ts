/**
 * Which record a worker is at, in memory that outlives the worker: when a thread dies, out of memory or worse, the
 * main thread reads here what it died of.
 */
const JOB = 0;
const NUMBER = 1;

export class FlightRecorder {
  private readonly cells: Int32Array;

  /** @param memory of another recorder, to read or write the same */
  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.cells = new Int32Array(memory);
  }

  /** @param job above 0 */
  at(job: number, number: number): void {
    this.cells[JOB] = job;
    this.cells[NUMBER] = number;
  }

  idle(): void {
    this.cells[JOB] = 0;
  }

  /** Undefined when no record was being worked on. */
  get last(): { readonly job: number; readonly number: number } | undefined {
    const job = this.cells[JOB] ?? 0;
    return job === 0 ? undefined : { job, number: this.cells[NUMBER] ?? 0 };
  }
}
