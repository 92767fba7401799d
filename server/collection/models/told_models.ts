/** Answers of AWS about models, each for a while, and no more of them than fit: the one told longest ago goes first. */
import type { ResolvedModel } from '../../../common/models/model_id';

interface Told {
  readonly model: ResolvedModel;
  /** Epoch milliseconds. */
  readonly until: number;
}

const MOST = 20_000;

export class ToldModels {
  private readonly told = new Map<string, Told>();

  constructor(private readonly most = MOST) {}

  get(key: string, now: number): ResolvedModel | undefined {
    const known = this.told.get(key);
    if (known === undefined || known.until > now) return known?.model;
    this.told.delete(key);
    return undefined;
  }

  set(key: string, model: ResolvedModel, until: number): void {
    this.told.delete(key);
    const [oldest] = this.told.keys();
    if (oldest !== undefined && this.told.size >= this.most) this.told.delete(oldest);
    this.told.set(key, { model, until });
  }
}
