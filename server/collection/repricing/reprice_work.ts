/**
 * One run of a re-pricing: the stored documents of an account and region in a span, page by page, each with the
 * prices and names of models as they are now. Nothing is read from AWS but what is behind opaque model ids, and
 * nothing waits for that long. It ends when all are looked at, when others should have their turn, or when asked to.
 */
import type { RunCounts } from '../../../common/integrations/task';
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import type { Clock } from '../../clock';
import type { OpenSearch } from '../../storage/opensearch';
import {
  comparePositions,
  type InvocationScope,
  type Position,
  StoredInvocations,
} from '../../storage/stored_invocations';
import type { Lookups } from '../../transforms/context';
import { REPRICED_FIELDS } from '../../transforms/repricing/reprice';
import { addCounts } from '../runs/run_counts';
import type { RunProgress, RunEnded } from '../runs/run_task';
import type { RunWork } from '../runs/task_work';
import type { Lease } from '../tasks/lease';
import type { RunnableTask } from '../tasks/task_plan';
import { PagePricing, type PricedInvocation, type TellModel } from './page_pricing';
import { PageWriter } from './page_writer';
import { isUnderWay, parseCheckpoint, type RepricingCheckpoint, type UnderWay } from './repricing_checkpoint';
import { countsOf, NOTHING_REPRICED } from './repricing_counts';

export interface RepriceDependencies {
  readonly openSearch: OpenSearch;
  /** Who tells what is behind opaque model ids; without it they stay what they are. */
  readonly tellModels?: (definition: IntegrationDefinition) => TellModel;
  readonly clock: Clock;
  /** Whether another run should have this one's seat, `elapsedMs` after its start. */
  readonly shouldYield: (elapsedMs: number) => boolean;
  /** Documents looked at together. */
  readonly pageSize?: number;
}

/** A few hundred kilobytes: parsing them holds the thread for milliseconds. */
export const PAGE_SIZE = 500;
/** Pages of which nothing changed are written down at most this often. */
const SAVE_EVERY_MS = 1_000;

export function repriceWork(dependencies: RepriceDependencies): RunWork {
  return async (planned, lease, { lookups }, { stopping }, observe) => {
    const run = new RepricingRun(planned, lease, lookups, dependencies);
    observe(run);
    return { ended: await run.untilDone(stopping), intervalMs: 0 };
  };
}

/** The invocations that a task of a span is about. */
export function scopeOf({ definition, region, work }: Pick<RunnableTask, 'definition' | 'region' | 'work'>) {
  if (work.kind === 'live') throw new TypeError('a live task has no span');
  const { namespace, account } = definition;
  const { from, to } = work;
  return { namespace, accountId: account.id, region, from, to } satisfies InvocationScope;
}

class RepricingRun implements RunProgress {
  /** As they are written down with the checkpoint: to tell more would count it twice, should this run die. */
  counts: RunCounts = NOTHING_REPRICED;
  /** So is this. */
  readUntil: number | undefined;
  waitingSince: number | undefined;
  readonly letGo = undefined;
  private readonly scope: InvocationScope;
  private readonly invocations: StoredInvocations;
  private readonly pricing: PagePricing;
  private readonly writer: PageWriter;
  private readonly startedAt: number;
  private savedAt: number;
  private after: Position | undefined;
  /** Written down by a run that died before it said that it was finished. */
  private leftBehind: UnderWay | undefined;
  private done: RunCounts = NOTHING_REPRICED;

  constructor(
    planned: RunnableTask,
    private readonly lease: Pick<Lease, 'task' | 'progress'>,
    lookups: Lookups,
    private readonly dependencies: RepriceDependencies,
  ) {
    const { openSearch, clock, tellModels } = dependencies;
    this.scope = scopeOf(planned);
    const { namespace } = this.scope;
    this.invocations = new StoredInvocations(openSearch, REPRICED_FIELDS);
    this.pricing = new PagePricing(lookups, tellModels?.(planned.definition));
    const { invocations, pricing } = this;
    this.writer = new PageWriter({ openSearch, invocations, pricing, clock, namespace });
    const checkpoint = parseCheckpoint(lease.task.checkpoint);
    this.after = checkpoint.after;
    this.leftBehind = checkpoint.under_way;
    this.startedAt = this.savedAt = clock.now();
  }

  /** Rejects with a `Failure`, `LeaseLost` or a bug; the next run goes on where this one stood. */
  async untilDone(stopping: AbortSignal): Promise<RunEnded> {
    const { clock, shouldYield, pageSize = PAGE_SIZE } = this.dependencies;
    for (;;) {
      if (stopping.aborted) return this.end('stopped');
      if (shouldYield(clock.now() - this.startedAt)) return this.end('more');
      const page = await this.invocations.page(this.scope, this.after, pageSize);
      const last = page.at(-1);
      if (last === undefined) return this.end('caught_up');
      await this.reprice(await this.pricing.price(page), last.position);
      if (clock.now() - this.savedAt >= SAVE_EVERY_MS) await this.save(this.leftBehind);
    }
  }

  private async reprice(page: readonly PricedInvocation[], last: Position): Promise<void> {
    const { leftBehind } = this;
    const isNew = page.map(({ invocation }) => !isUnderWay(invocation.position, leftBehind));
    if (page.some(({ repriced }) => repriced.changes.length > 0)) {
      const expected = countsOf(page.map(({ repriced }) => repriced).filter((_, n) => isNew[n]));
      await this.save({
        until: leftBehind !== undefined && isUnderWay(last, leftBehind) ? leftBehind.until : last,
        counts: addCounts(leftBehind?.counts ?? NOTHING_REPRICED, expected),
      });
    }
    this.waitingSince = this.dependencies.clock.now();
    const settled = await this.writer.write(page);
    this.waitingSince = undefined;
    this.after = last;
    if (leftBehind !== undefined && comparePositions(last, leftBehind.until) >= 0) this.countLeftBehind();
    this.done = addCounts(this.done, countsOf(settled.filter((_, n) => isNew[n])));
  }

  private countLeftBehind(): void {
    if (this.leftBehind !== undefined) this.done = addCounts(this.done, this.leftBehind.counts);
    this.leftBehind = undefined;
  }

  private async end(ended: RunEnded): Promise<RunEnded> {
    if (ended === 'caught_up') this.countLeftBehind();
    await this.save(this.leftBehind, ended === 'caught_up' ? this.scope.to : undefined);
    return ended;
  }

  /** What is done so far, and a page that is about to be written. */
  private async save(underWay: UnderWay | undefined, readUntil = this.after?.[0]): Promise<void> {
    const counts = this.done;
    const checkpoint: RepricingCheckpoint = { after: this.after, under_way: underWay };
    await this.lease.progress(counts, checkpoint, readUntil);
    this.counts = counts;
    this.readUntil = readUntil;
    this.savedAt = this.dependencies.clock.now();
  }
}
