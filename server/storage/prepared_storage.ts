/**
 * Storage made ready for a namespace before anything is written to it, and looked at again now and then: somebody
 * may add a foreign template, or empty the whole cluster, while we run.
 */
import type { Clock } from '../clock';
import type { OpenSearch } from './opensearch';
import type { PartitionCreator } from './partition_creator';
import { installTemplates } from './templates';

const RECHECK_AFTER_MS = 60_000;

export class PreparedStorage {
  private readonly checkedAt = new Map<string, number>();

  constructor(
    private readonly openSearch: OpenSearch,
    private readonly partitions: PartitionCreator,
    private readonly clock: Clock,
  ) {}

  /** Rejects with a `Failure`. */
  async ensure(namespace: string): Promise<void> {
    const last = this.checkedAt.get(namespace);
    if (last !== undefined && this.clock.now() - last < RECHECK_AFTER_MS) return;
    // Templates that went away took the indices along more often than not.
    if (await installTemplates(this.openSearch, namespace)) this.partitions.forgetAll();
    this.checkedAt.set(namespace, this.clock.now());
  }
}
