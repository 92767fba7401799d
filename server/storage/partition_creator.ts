/**
 * Creates partitions before anything is written to them: works where automatic creation is off, and a mistyped
 * or foreign name never comes into being by writing to it. An index that is there already must be one of ours:
 * with other mappings every record would be rejected, or wrongly understood.
 */
import * as z from 'zod/mini';
import { needsPerson } from '../failure';
import { answered, errorType, isSuccess, storeFailure } from './answers';
import type { OpenSearch } from './opensearch';
import { OWNER } from './templates';

const Mappings = z.record(
  z.string(),
  z.object({ mappings: z.object({ _meta: z.optional(z.looseObject({ owner: z.optional(z.string()) })) }) }),
);

export class PartitionCreator {
  private readonly existing = new Map<string, Promise<void>>();

  constructor(private readonly openSearch: OpenSearch) {}

  /** Resolves when every index exists. Rejects with a `Failure`. */
  async ensure(indices: Iterable<string>): Promise<void> {
    for (const index of new Set(indices)) {
      let creation = this.existing.get(index);
      if (creation === undefined) {
        creation = this.create(index);
        this.existing.set(index, creation);
        creation.catch(() => this.existing.delete(index));
      }
      await creation;
    }
  }

  /** To be called when a write found that an index is gone: somebody deleted it. */
  forget(index: string): void {
    this.existing.delete(index);
  }

  forgetAll(): void {
    this.existing.clear();
  }

  private async create(index: string): Promise<void> {
    const path = `/${encodeURIComponent(index)}`;
    const family = index.replace(/-[^-]+$/, '-*');
    const found = await answered(this.openSearch, { method: 'GET', path: `${path}/_mapping` });
    if (isSuccess(found)) return checkOwner(index, found.body);
    if (found.statusCode !== 404)
      throw storeFailure(found, `show the index ${index}`, `indices:admin/mappings/get on ${family}`);
    const created = await answered(this.openSearch, { method: 'PUT', path });
    // Another collector was faster.
    if (isSuccess(created) || errorType(created.body) === 'resource_already_exists_exception') return;
    throw storeFailure(created, `create the index ${index}`, `indices:admin/create on ${family}`);
  }
}

function checkOwner(index: string, body: unknown): void {
  const mappings = Mappings.safeParse(body);
  if (mappings.success && mappings.data[index]?.mappings._meta?.owner === OWNER) return;
  throw needsPerson(
    'foreign_index',
    `The index ${index} exists but was not made by this collector.`,
    `Delete, rename or reindex ${index}; it is then created with the right mappings.`,
  );
}
