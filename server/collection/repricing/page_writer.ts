/**
 * Writes what pricing a page anew came to. Content first: a document that says its new price says that its content
 * does, too, so whoever goes on after a collector died looks at documents alone. A document that somebody changed
 * meanwhile is read and priced again; one that is gone stays gone.
 */
import { INDEX_PREFIX } from '../../../common/plugin';
import type { Clock } from '../../clock';
import { changedMeanwhile } from '../../storage/answers';
import { type FieldUpdate, updateFields } from '../../storage/field_updates';
import type { OpenSearch } from '../../storage/opensearch';
import { existingPartitions } from '../../storage/partition_plan';
import { GRANULARITIES, indexName } from '../../storage/partitions';
import type { StoredInvocation, StoredInvocations } from '../../storage/stored_invocations';
import { BODY_STATES, valueAt } from '../../transforms/repricing/reprice';
import type { PagePricing, PricedInvocation } from './page_pricing';
import type { Settled } from './repricing_counts';

export interface PageWriterDependencies {
  readonly openSearch: OpenSearch;
  readonly invocations: Pick<StoredInvocations, 'again'>;
  readonly pricing: Pick<PagePricing, 'price'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly namespace: string;
}

/** Collectors change a document once for each richer copy, and there are few of those. */
const ATTEMPTS = 5;

export class PageWriter {
  /** Looked up once: an update would create an index that is not there. */
  private contentPartitions: Promise<ReadonlySet<string>> | undefined;

  constructor(private readonly dependencies: PageWriterDependencies) {}

  /** What each document came to, in order. Rejects with a `Failure`; the same page may then be written again. */
  async write(page: readonly PricedInvocation[]): Promise<Settled[]> {
    const settled = new Map<string, Settled>(
      page.map(({ invocation, repriced }) => [keyOf(invocation), repriced]),
    );
    let open = page.filter(({ repriced }) => repriced.changes.length > 0);
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > ATTEMPTS) throw changedMeanwhile();
      const changed = await this.writeOnce(open, settled);
      open = await this.pricedAgain(changed, settled);
    }
    return page.map(({ invocation }) => settled.get(keyOf(invocation)) ?? 'gone');
  }

  /** Resolves to those that somebody else changed. */
  private async writeOnce(
    open: readonly PricedInvocation[],
    settled: Map<string, Settled>,
  ): Promise<StoredInvocation[]> {
    const { openSearch, clock } = this.dependencies;
    const updated = new Date(clock.now()).toISOString();
    await updateFields(openSearch, await this.contentUpdates(open), updated);
    const outcomes = await updateFields(openSearch, open.map(documentUpdate), updated);
    return open.flatMap(({ invocation }, n) => {
      if (outcomes[n] === 'gone') settled.set(keyOf(invocation), 'gone');
      return outcomes[n] === 'changed_meanwhile' ? [invocation] : [];
    });
  }

  /** Those of which there is still something to change. */
  private async pricedAgain(
    changed: readonly StoredInvocation[],
    settled: Map<string, Settled>,
  ): Promise<PricedInvocation[]> {
    if (changed.length === 0) return [];
    const { invocations, pricing } = this.dependencies;
    for (const invocation of changed) settled.set(keyOf(invocation), 'gone');
    const priced = await pricing.price(await invocations.again(changed));
    for (const { invocation, repriced } of priced) settled.set(keyOf(invocation), repriced);
    return priced.filter(({ repriced }) => repriced.changes.length > 0);
  }

  private async contentUpdates(open: readonly PricedInvocation[]): Promise<FieldUpdate[]> {
    const { namespace } = this.dependencies;
    const withFacets = open.filter(({ repriced }) => repriced.facets.length > 0);
    if (withFacets.length === 0) return [];
    const existing = await this.existingContent();
    return withFacets.flatMap(({ invocation, repriced }): FieldUpdate[] => {
      const [timestamp] = invocation.position;
      const index = indexName(INDEX_PREFIX.content, namespace, timestamp, GRANULARITIES.content);
      if (!existing.has(index)) return [];
      // The content of a richer copy was priced with it.
      const where = BODY_STATES.map((path) => ({ path, value: valueAt(invocation.source, path) }));
      return [{ index, id: invocation.id, changes: repriced.facets, only: { where } }];
    });
  }

  private existingContent(): Promise<ReadonlySet<string>> {
    const { openSearch, namespace } = this.dependencies;
    this.contentPartitions ??= existingPartitions(openSearch, `${INDEX_PREFIX.content}-${namespace}-*`).then(
      (names) => new Set(names),
    );
    return this.contentPartitions;
  }
}

const keyOf = ({ index, id }: StoredInvocation): string => `${index}/${id}`;

const documentUpdate = ({ invocation, repriced }: PricedInvocation): FieldUpdate => {
  const { index, id, seqNo, primaryTerm } = invocation;
  return { index, id, changes: repriced.changes, only: { seqNo, primaryTerm } };
};
