/**
 * Pieces of a batch or an object, whatever its records do to the workers. After a death the rest is begun again
 * behind the last piece. A record that a worker died of is tried once more in a thread that does nothing else; if
 * that dies of it, too, the record is to be rejected, and only it.
 */
import { retryLater } from '../../failure';
import type { ObjectToRead, OpenedObject, RawRecord } from '../../sources/source';
import type { TransformPool, TransformRequest } from './transform_pool';
import { type Attempt, FIRST_ATTEMPT, type TransformedPiece } from './transform_protocol';
import { WorkerDied } from './worker_death';

/** Deaths that no record is suspected of, before the batch is given up for this run. */
const MAX_UNEXPLAINED_DEATHS = 3;

class Survival {
  alone = false;
  attempt: Attempt = FIRST_ATTEMPT;
  private unexplained = 0;

  settled({ through }: TransformedPiece): void {
    this.attempt = { ...this.attempt, after: through };
  }

  /** Decides how to go on; throws what does not pass by trying again here. */
  learn(error: unknown): void {
    if (!(error instanceof WorkerDied)) throw error;
    const { number, alone } = error;
    if (number === undefined) {
      this.unexplained += 1;
      if (this.unexplained >= MAX_UNEXPLAINED_DEATHS) throw error;
      return;
    }
    const { after, suspects, unprocessable } = this.attempt;
    // Not even finding it is survived.
    if (unprocessable.includes(number)) throw error;
    // In company, the memory may have been full of others.
    this.attempt =
      alone && suspects.includes(number)
        ? { after, suspects, unprocessable: [...unprocessable, number] }
        : { after, suspects: [...suspects, number], unprocessable };
    this.alone = true;
  }
}

type Run = (survival: Survival) => Promise<AsyncIterable<TransformedPiece>> | AsyncIterable<TransformedPiece>;

async function* surviving(run: Run): AsyncGenerator<TransformedPiece, void> {
  const survival = new Survival();
  for (;;) {
    try {
      for await (const piece of await run(survival)) {
        survival.settled(piece);
        yield piece;
      }
      return;
    } catch (error) {
      survival.learn(error);
    }
  }
}

type Request = Omit<TransformRequest, 'attempt' | 'alone'>;

/** Rejects with a `Failure`. */
export const recordPieces = (
  pool: Pick<TransformPool, 'transformRecords'>,
  records: readonly RawRecord[],
  request: Request,
): AsyncGenerator<TransformedPiece, void> =>
  surviving(({ attempt, alone }) => pool.transformRecords({ ...request, records, attempt, alone }));

/**
 * @param opened what `object.open` gave; opened again for each further attempt, since what was read is gone
 * Rejects with a `Failure`.
 */
export function objectPieces(
  pool: Pick<TransformPool, 'transformObject'>,
  object: ObjectToRead,
  opened: OpenedObject,
  request: Request,
): AsyncGenerator<TransformedPiece, void> {
  let fresh: OpenedObject | undefined = opened;
  return surviving(async ({ attempt, alone }) => {
    const again = fresh ?? (await object.open(request.signal));
    fresh = undefined;
    if (!('chunks' in again) || again.pointer.etag !== opened.pointer.etag)
      throw retryLater('object_changed', 'An object was changed or removed while it was read.');
    return pool.transformObject({ ...request, object: again, attempt, alone });
  });
}
