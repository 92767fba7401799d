/**
 * Which checkpoint may be saved while batches are stored in any order: the last one up to which every batch is
 * stored and acknowledged. A batch that was let go of stands in the way of all later checkpoints of its run, so
 * that the next run reads it again. Pure.
 */
import type { Batch } from '../../sources/source';

export interface Place {
  readonly batch: Pick<Batch<unknown>, 'checkpoint' | 'readUntil'>;
  stored: boolean;
}

export class CheckpointOrder {
  /** In the order in which they were read; the first is not stored yet. */
  private readonly open: Place[] = [];
  private blocked = false;
  private reached: { readonly checkpoint: unknown } | undefined;
  private until: number | undefined;

  /** Event time (epoch ms) up to which everything is stored; undefined while none of the batches told. */
  get readUntil(): number | undefined {
    return this.until;
  }

  /** To be called in the order in which the source gave the batches. */
  add(batch: Place['batch']): Place {
    const place = { batch, stored: false };
    // Behind a batch that was let go of, nothing is reached any more.
    if (!this.blocked) this.open.push(place);
    return place;
  }

  stored(place: Place): void {
    place.stored = true;
    for (let first = this.open[0]; first?.stored === true; first = this.open[0]) {
      this.open.shift();
      const { checkpoint, readUntil } = first.batch;
      if (checkpoint !== undefined) this.reached = { checkpoint };
      if (readUntil !== undefined) this.until = readUntil;
    }
  }

  /** What is read after it may be stored, but moves no checkpoint. */
  letGo(place: Place): void {
    this.blocked = true;
    const at = this.open.indexOf(place);
    if (at >= 0) this.open.length = at;
  }

  /** The furthest checkpoint that was not taken yet, if any. */
  take(): { readonly checkpoint: unknown } | undefined {
    const { reached } = this;
    this.reached = undefined;
    return reached;
  }
}
