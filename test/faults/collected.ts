/** What has come of an account's logs in OpenSearch, and waiting for it. */
import * as z from 'zod';
import { TASKS_INDEX } from '../../common/plugin';
import { TaskDocument } from '../../common/integrations/task';
import { stored } from '../integration/collection_setup';
import type { Stage } from './fault_setup';

/** Stands in what people wrote, in every record. */
export const CANARY = 'canary-9b1f6e77c5d2';

export class Collected {
  constructor(
    protected readonly stage: Stage,
    readonly accountId: string,
  ) {}

  private index(prefix: string): string {
    return `${prefix}-ns${this.accountId}-*`;
  }

  documents() {
    return stored(this.stage.store, this.index('logs-aws_bedrock.invocation'));
  }

  contents() {
    return stored(this.stage.store, this.index('bedrock-content'));
  }

  rejected() {
    return stored(this.stage.store, this.index('logs-aws_bedrock.rejected'));
  }

  async rejectedReasons(): Promise<string[][]> {
    return (await this.rejected()).map(({ source }) => Reasons.parse(source.bedrock).rejected.reasons);
  }

  async storedIds(): Promise<string[]> {
    return (await this.documents()).map(({ source }) => EventId.parse(source.event).id);
  }

  async count(): Promise<number> {
    const index = this.index('logs-aws_bedrock.invocation');
    await this.stage.store.request({ method: 'POST', path: `/${index}/_refresh` });
    const { statusCode, body } = await this.stage.store.request({ method: 'GET', path: `/${index}/_count` });
    return statusCode === 200 ? z.object({ count: z.number() }).parse(body).count : 0;
  }

  /** Of all its integrations and slots. */
  async tasks(): Promise<TaskDocument[]> {
    await this.stage.store.request({ method: 'POST', path: `/${TASKS_INDEX}/_refresh` });
    const { body } = await this.stage.store.request({
      method: 'POST',
      path: `/${TASKS_INDEX}/_search`,
      body: { size: 100, query: { term: { account_id: this.accountId } } },
    });
    return TaskHits.parse(body).hits.hits.map(({ _source }) => _source);
  }

  async untilStored(count: number, withinMs?: number): Promise<void> {
    await this.stage.eventually(`${count} stored`, async () => (await this.count()) >= count, withinMs);
  }

  /** Until a run has read the log group up to a time. */
  async untilRead(until: number, withinMs?: number): Promise<void> {
    await this.stage.eventually(
      'read up to now',
      async () =>
        (await this.tasks()).some(
          ({ source, read_until: at }) => source === 'cloudwatch_logs' && (at ?? 0) >= until,
        ),
      withinMs,
    );
  }

  /** Until so many records of the bucket were found by listing it. */
  async untilListed(records: number): Promise<void> {
    await this.stage.eventually('the bucket is listed', async () =>
      (await this.tasks()).some(({ source, totals }) => source === 's3_listing' && totals.read >= records),
    );
  }

  async untilAttention(code: string): Promise<TaskDocument> {
    let found: TaskDocument | undefined;
    await this.stage.eventually(`attention: ${code}`, async () => {
      found = (await this.tasks()).find(({ attention }) => attention?.code === code);
      return found !== undefined;
    });
    if (found === undefined) throw new TypeError('unreachable');
    return found;
  }

  /** Exactly these calls are stored, each once, with its own content; nothing but `rejected` is rejected. */
  async expectExactly(ids: readonly string[], { rejected = 0 } = {}): Promise<void> {
    const documents = await this.documents();
    const idOf = new Map(documents.map(({ id, source }) => [id, EventId.parse(source.event).id]));
    expect([...idOf.values()].sort()).toEqual([...ids].sort());
    const contents = await this.contents();
    expect(contents.map(({ id }) => id).sort()).toEqual([...idOf.keys()].sort());
    for (const { id, source } of contents)
      if (!JSON.stringify(source).includes(`question ${idOf.get(id)} ${CANARY}`))
        throw new Error(`the content of ${idOf.get(id)} is another call's`);
    expect(await this.rejected()).toHaveLength(rejected);
  }
}

const EventId = z.object({ id: z.string() });
const Reasons = z.object({ rejected: z.object({ reasons: z.array(z.string()) }) });
const TaskHits = z.object({ hits: z.object({ hits: z.array(z.object({ _source: TaskDocument })) }) });
