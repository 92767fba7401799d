/**
 * Task documents in OpenSearch. Every change is conditional on the version that was read, and sent once: after a
 * conflict the document is read again, since the conflict may be with our own change whose answer got lost.
 */
import * as z from 'zod/mini';
import { type Attention, documentedWork, type Run, TaskDocument } from '../../../common/integrations/task';
import { TASKS_INDEX } from '../../../common/plugin';
import { answered, expectAnswer, isSuccess, storeFailure } from '../../storage/answers';
import type { OpenSearch } from '../../storage/opensearch';
import { NO_COUNTS } from '../runs/run_counts';
import type { TaskIdentity } from './task_plan';
import { CLAIM, CREATE, SETTLE } from './task_scripts';

export interface StoredTask {
  readonly id: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly task: TaskDocument;
}

/** A task as found by a search, a moment ago. */
export interface ListedTask extends StoredTask {
  /** Under somebody's lease, by the clock of the store. */
  readonly leased: boolean;
  /** Due and under nobody's lease. */
  readonly claimable: boolean;
}

export interface ClaimRequest {
  readonly owner: string;
  readonly runId: string;
  readonly leaseMs: number;
  /** Although it is not due yet: a person asked, or the definition changed. */
  readonly atOnce: boolean;
  readonly definitionVersion: string;
  /** How it is read from now on: a definition may turn to another way of delivery. */
  readonly source: string;
  readonly runNowAt?: number;
}

const MAX_TASKS = 5_000;
const MAX_RUNS = 20;
const DISAPPEARED = 'The collector disappeared during this run.';
const NEEDS = `read and write on ${TASKS_INDEX}`;

const Hit = z.object({
  matched_queries: z._default(z.array(z.string()), []),
  _id: z.string(),
  _seq_no: z.number(),
  _primary_term: z.number(),
  _source: TaskDocument,
});
const Hits = z.object({ hits: z.object({ hits: z.array(z.unknown()) }) });
const Updated = z.object({
  result: z.string(),
  _seq_no: z.number(),
  _primary_term: z.number(),
  get: z.object({ _source: TaskDocument }),
});

export type ScriptParams = Readonly<Record<string, unknown>>;

export class TaskStore {
  constructor(private readonly openSearch: OpenSearch) {}

  /** All tasks, as of the last refresh. A document that cannot be read is left out; it is made anew under its id. */
  async list(): Promise<{ tasks: ListedTask[]; unreadable: readonly string[] }> {
    const { body } = await expectAnswer(
      this.openSearch,
      {
        method: 'POST',
        path: `/${TASKS_INDEX}/_search`,
        querystring: { allow_partial_search_results: false },
        body: {
          size: MAX_TASKS,
          seq_no_primary_term: true,
          // Long, and of no concern to anybody but the run, whose claim brings them along.
          _source: { excludes: ['runs', 'checkpoint'] },
          query: {
            bool: {
              must: { match_all: {} },
              should: [
                { range: { next_run_at: { lte: 'now', _name: 'due' } } },
                { range: { lease_expires_at: { gt: 'now', _name: 'leased' } } },
              ],
            },
          },
          sort: [{ next_run_at: { order: 'asc', missing: '_first' } }],
        },
      },
      { doing: 'read the tasks', needs: NEEDS },
    );
    const tasks: ListedTask[] = [];
    const unreadable: string[] = [];
    for (const hit of Hits.parse(body).hits.hits) {
      const parsed = Hit.safeParse(hit);
      if (parsed.success) {
        const { matched_queries: matched } = parsed.data;
        const leased = matched.includes('leased');
        tasks.push({ ...stored(parsed.data), leased, claimable: matched.includes('due') && !leased });
      } else unreadable.push(z.object({ _id: z.string() }).parse(hit)._id);
    }
    return { tasks, unreadable };
  }

  /** The document as it stands now, not as of the last refresh. */
  async read(id: string): Promise<StoredTask | undefined> {
    const answer = await expectAnswer(
      this.openSearch,
      { method: 'GET', path: `/${TASKS_INDEX}/_doc/${encodeURIComponent(id)}` },
      { doing: 'read a task', needs: NEEDS, alsoFine: [404] },
    );
    const parsed = Hit.safeParse(answer.body);
    return parsed.success ? stored(parsed.data) : undefined;
  }

  /** Creates a task that is due at once, by the clock of the store; one that exists is left alone. */
  async create(identity: TaskIdentity, attention?: Attention): Promise<void> {
    const document: Omit<TaskDocument, 'next_run_at'> = {
      integration_id: identity.integrationId,
      account_id: identity.accountId,
      region: identity.region,
      stream: identity.stream,
      source: identity.source,
      slot: identity.slot,
      ...documentedWork(identity.work),
      state: attention === undefined ? 'waiting' : 'attention',
      consecutive_failures: 0,
      ...(attention === undefined ? {} : { attention }),
      totals: NO_COUNTS,
      runs: [],
    };
    await expectAnswer(
      this.openSearch,
      {
        method: 'POST',
        path: `/${TASKS_INDEX}/_update/${encodeURIComponent(identity.id)}`,
        body: {
          scripted_upsert: true,
          script: { lang: 'painless', source: CREATE },
          upsert: document,
        },
      },
      { doing: 'create a task', needs: NEEDS, alsoFine: [409] },
    );
  }

  async delete({ id, seqNo, primaryTerm }: StoredTask): Promise<void> {
    await expectAnswer(
      this.openSearch,
      {
        method: 'DELETE',
        path: `/${TASKS_INDEX}/_doc/${encodeURIComponent(id)}`,
        querystring: { if_seq_no: seqNo, if_primary_term: primaryTerm },
      },
      { doing: 'delete a task', needs: NEEDS, alsoFine: [404, 409] },
    );
  }

  /** Removes a document that no version of ours has written; its task starts over. */
  async discard(id: string): Promise<void> {
    await expectAnswer(
      this.openSearch,
      { method: 'DELETE', path: `/${TASKS_INDEX}/_doc/${encodeURIComponent(id)}` },
      { doing: 'delete a task', needs: NEEDS, alsoFine: [404] },
    );
  }

  /** The task under our lease, or undefined where another collector was faster or it is not due. */
  async claim(task: StoredTask, request: ClaimRequest): Promise<StoredTask | undefined> {
    const { owner, runId } = request;
    const run: Omit<Run, 'started_at'> = { run_id: runId, owner, outcome: 'running', counts: NO_COUNTS };
    const updated = await this.update(task, CLAIM, {
      owner,
      run_id: runId,
      lease_ms: request.leaseMs,
      at_once: request.atOnce,
      definition_version: request.definitionVersion,
      source: request.source,
      ...(request.runNowAt === undefined ? {} : { run_now_at: request.runNowAt }),
      run,
      max_runs: MAX_RUNS,
      disappeared: DISAPPEARED,
    });
    const current = updated === 'conflict' ? await this.read(task.id) : updated;
    return current?.task.owner === owner && current.task.run_id === runId ? current : undefined;
  }

  /** Brings a task that is not running to the state its definition wants. */
  async settle(
    task: StoredTask,
    to: {
      owner: string;
      state: 'waiting' | 'paused' | 'attention';
      due: boolean;
      definitionVersion: string;
      attention?: Attention;
    },
  ): Promise<void> {
    await this.update(task, SETTLE, {
      owner: to.owner,
      state: to.state,
      due: to.due,
      definition_version: to.definitionVersion,
      ...(to.attention === undefined ? {} : { attention: to.attention }),
      disappeared: DISAPPEARED,
    });
  }

  /**
   * Runs a script on the version of the document that was read. `conflict`: it has another version by now, or is
   * gone. Rejects with a `Failure`.
   */
  async update(task: StoredTask, script: string, params: ScriptParams): Promise<StoredTask | 'conflict'> {
    const response = await answered(this.openSearch, {
      method: 'POST',
      path: `/${TASKS_INDEX}/_update/${encodeURIComponent(task.id)}`,
      querystring: { if_seq_no: task.seqNo, if_primary_term: task.primaryTerm },
      body: { script: { lang: 'painless', source: script, params }, _source: true },
    });
    if (response.statusCode === 409 || response.statusCode === 404) return 'conflict';
    if (!isSuccess(response)) throw storeFailure(response, 'update a task', NEEDS);
    const { _seq_no, _primary_term, get } = Updated.parse(response.body);
    return { id: task.id, seqNo: _seq_no, primaryTerm: _primary_term, task: get._source };
  }
}

const stored = ({ _id, _seq_no, _primary_term, _source }: z.infer<typeof Hit>): StoredTask => ({
  id: _id,
  seqNo: _seq_no,
  primaryTerm: _primary_term,
  task: _source,
});
