/**
 * A page of stored documents priced anew: what AWS or people can tell of models that nothing told before is asked
 * once for each, and the thread is given back between handfuls, since this is the host's own.
 */
import { setImmediate as breath } from 'node:timers/promises';
import type { ResolvedModel, ResolvedModels } from '../../../common/models/model_id';
import type { StoredInvocation } from '../../storage/stored_invocations';
import type { Lookups } from '../../transforms/context';
import { reprice, type Repriced, unknownModelOf } from '../../transforms/repricing/reprice';

/** What is behind an opaque model id, nothing where that cannot be told. Never rejects. */
export type TellModel = (modelId: string) => Promise<ResolvedModel>;

export interface PricedInvocation {
  readonly invocation: StoredInvocation;
  readonly repriced: Repriced;
}

/** A few milliseconds of work. */
const HANDFUL = 200;

export class PagePricing {
  private resolvedModels: ResolvedModels;

  constructor(
    private readonly lookups: Lookups,
    private readonly tellModel: TellModel | undefined,
  ) {
    this.resolvedModels = lookups.resolvedModels;
  }

  async price(page: readonly StoredInvocation[]): Promise<PricedInvocation[]> {
    await this.learn(page);
    const { resolvedModels } = this;
    const priced: PricedInvocation[] = [];
    for (const [n, invocation] of page.entries()) {
      if (n > 0 && n % HANDFUL === 0) await breath();
      const repriced = reprice(invocation.source, { ...this.lookups, resolvedModels });
      priced.push({ invocation, repriced });
    }
    return priced;
  }

  private async learn(page: readonly StoredInvocation[]): Promise<void> {
    const { tellModel } = this;
    if (tellModel === undefined) return;
    const unknown = new Set(page.flatMap(({ source }) => unknownModelOf(source, this.resolvedModels) ?? []));
    const told = await Promise.all(
      [...unknown].map(async (modelId) => [modelId, await tellModel(modelId)] as const),
    );
    if (told.length > 0) this.resolvedModels = { ...this.resolvedModels, ...Object.fromEntries(told) };
  }
}
