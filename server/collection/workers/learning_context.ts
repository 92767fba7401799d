/**
 * A transform's context in its worker, which learns what the main thread tells of model ids, once for all jobs that
 * share it. Each state of it is a plain snapshot, so that the transform stays pure.
 */
import type { ResolvedModel } from '../../../common/models/model_id';
import type { TransformContext } from '../../transforms/context';

/** Ids are callers' text: of more than these, what was learned first is asked for again. */
const MOST_LEARNED = 5_000;

export class LearningContext {
  private learned = 0;
  private snapshot: TransformContext;

  constructor(private readonly told: TransformContext) {
    this.snapshot = told;
  }

  get current(): TransformContext {
    return this.snapshot;
  }

  learn(modelId: string, model: ResolvedModel): void {
    const full = this.learned >= MOST_LEARNED;
    const { lookups } = full ? this.told : this.snapshot;
    this.learned = full ? 1 : this.learned + 1;
    const resolvedModels = { ...lookups.resolvedModels, [modelId]: model };
    this.snapshot = { ...this.told, lookups: { ...lookups, resolvedModels } };
  }
}
