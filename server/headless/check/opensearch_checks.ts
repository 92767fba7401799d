/** Whether OpenSearch is there, new enough, has room, and lets the collector do what it must; nothing is changed. */
import * as z from 'zod/mini';
import { DATASETS, INDEX_PREFIX } from '../../../common/plugin';
import {
  answered,
  errorType,
  isSuccess,
  missingRight,
  statusFailure,
  storeFailure,
} from '../../storage/answers';
import { type OpenSearch, type OpenSearchResponse, OpenSearchUnreachable } from '../../storage/opensearch';
import { type PlannedKinds, plannedPartitions, SHARD_SHARE, shardRoom } from '../../storage/partition_plan';
import { GRANULARITIES, indexName } from '../../storage/partitions';
import { Failure } from '../../failure';
import { failed, type Finding, ok, untried } from './finding';
import { clusterProbes, dataProbes, type RightProbe, stateProbes } from './opensearch_rights';

/** `flat_object` and what else the mappings take. */
const OLDEST = [2, 7] as const;

export interface OpenSearchCheckOptions {
  /** What is written, by namespace. */
  readonly written: readonly { readonly namespace: string; readonly kinds: PlannedKinds }[];
  /** Whether integrations of a file are written to the index. */
  readonly writesDefinitions: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

export async function checkOpenSearch(
  openSearch: OpenSearch,
  { written, writesDefinitions, now }: OpenSearchCheckOptions,
): Promise<Finding[]> {
  const reached = await checkVersion(openSearch);
  if (reached.result !== 'ok') return [reached];
  const user = await currentUser(openSearch);
  const probes = [...clusterProbes(), ...stateProbes(writesDefinitions), ...probesOfData(written, now)];
  const rights: Finding[] = [];
  for (const probe of probes) rights.push(await checkRight(openSearch, probe, user));
  return [reached, ...rights, await checkRoom(openSearch, written, now)];
}

const Root = z.object({ version: z.object({ number: z.string(), distribution: z.optional(z.string()) }) });

async function checkVersion(openSearch: OpenSearch): Promise<Finding> {
  const on = 'OpenSearch';
  try {
    const answer = await openSearch.request({ method: 'GET', path: '/' });
    if (answer.statusCode === 401 || answer.statusCode >= 500)
      throw statusFailure(
        answer.statusCode,
        errorType(answer.body),
        'tell its version',
        'cluster:monitor/main',
      );
    const root = Root.safeParse(answer.body);
    // Who may collect need not be allowed to see this.
    if (!root.success) return ok('reachable', on, 'it does not tell its version to this user');
    const { number, distribution } = root.data.version;
    const [major = 0, minor = 0] = number.split('.').map(Number);
    const old = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
    return distribution === 'opensearch' && old
      ? {
          what: 'version',
          on,
          result: 'missing',
          detail: `It is ${number}; ${OLDEST.join('.')} or newer is needed.`,
        }
      : ok('reachable', on, `${distribution ?? 'unknown distribution'} ${number}`);
  } catch (error) {
    // Address and cause (a name that is unknown, a certificate that is not trusted) are what a person needs here.
    return error instanceof OpenSearchUnreachable
      ? { what: 'reachable', on, result: 'failed', detail: `It cannot be reached: ${error.message}` }
      : failed('reachable', on, error);
  }
}

const AuthInfo = z.object({ user_name: z.string() });

/** Undefined where there is no security plugin, or it does not tell. */
async function currentUser(openSearch: OpenSearch): Promise<string | undefined> {
  const answer = await answered(openSearch, { method: 'GET', path: '/_plugins/_security/authinfo' });
  return isSuccess(answer) ? AuthInfo.safeParse(answer.body).data?.user_name : undefined;
}

const Items = z.union([
  z.object({
    items: z.array(z.record(z.string(), z.object({ status: z.number(), error: z.optional(z.unknown()) }))),
  }),
  z.object({ docs: z.array(z.object({ error: z.optional(z.unknown()) })) }),
]);

/** Bulk requests succeed as a whole and are refused item by item; the answer to the one item counts. */
function answerOf(answer: OpenSearchResponse): OpenSearchResponse {
  const parsed = Items.safeParse(answer.body);
  if (!parsed.success) return answer;
  if ('docs' in parsed.data) {
    const [first] = parsed.data.docs;
    if (first?.error === undefined) return answer;
    const body = { error: first.error };
    return { statusCode: errorType(body) === 'security_exception' ? 403 : answer.statusCode, body };
  }
  const [item] = parsed.data.items.flatMap((one) => Object.values(one));
  return item === undefined ? answer : { statusCode: item.status, body: { error: item.error } };
}

async function checkRight(
  openSearch: OpenSearch,
  { right, on, request, alsoFine, onlyWhere }: RightProbe,
  user: string | undefined,
): Promise<Finding> {
  try {
    if (onlyWhere !== undefined && !(await exists(openSearch, onlyWhere)))
      return untried(right, on, `It can be tried once ${onlyWhere} exists.`);
    const { statusCode, body } = answerOf(await answered(openSearch, request));
    if (statusCode === 403) {
      const denied = missingRight(body) ?? right;
      return {
        what: right,
        on,
        result: 'missing',
        detail: `${denied} is denied on ${on}${user === undefined ? '' : ` for the user ${user}`}. Grant it to the collector's role, see docs/permissions.md.`,
      };
    }
    if (isSuccess({ statusCode, body }) || alsoFine.includes(statusCode)) return ok(right, on);
    throw storeFailure({ statusCode, body }, `try ${right}`, right);
  } catch (error) {
    return failed(right, on, error);
  }
}

/** Also where it may not be told: then the request itself says which right is missing. */
async function exists(openSearch: OpenSearch, index: string): Promise<boolean> {
  const { statusCode } = await answered(openSearch, { method: 'GET', path: `/${index}/_mapping` });
  if (statusCode !== 403) return statusCode === 200;
  return isSuccess(await answered(openSearch, { method: 'HEAD', path: `/${index}` }));
}

function probesOfData(written: OpenSearchCheckOptions['written'], now: number): RightProbe[] {
  const families = new Map<string, RightProbe[]>();
  for (const { namespace, kinds } of written) {
    for (const kind of DATASETS) {
      if (kinds[kind] === undefined) continue;
      const partition = indexName(INDEX_PREFIX[kind], namespace, now, GRANULARITIES[kind]);
      families.set(partition, dataProbes(INDEX_PREFIX[kind], namespace, partition));
    }
  }
  return [...families.values()].flat();
}

/** The partitions of now and of the month to come have to fit. */
const AHEAD_MS = 31 * 86_400_000;

async function checkRoom(
  openSearch: OpenSearch,
  written: OpenSearchCheckOptions['written'],
  now: number,
): Promise<Finding> {
  const what = 'room for shards';
  const on = 'the cluster';
  const planned = written.flatMap(({ namespace, kinds }) =>
    plannedPartitions(now, now + AHEAD_MS, namespace, kinds),
  );
  try {
    const { active, limit, afterwards } = await shardRoom(openSearch, [...new Set(planned)]);
    const told = `${active} of ${limit} shards; ${afterwards} with the partitions of the next month`;
    if (afterwards <= limit * SHARD_SHARE) return ok(what, on, told);
    return afterwards <= limit
      ? ok(what, on, `${told}: little room is left, and backfills are refused`)
      : {
          what,
          on,
          result: 'missing',
          detail: `${told}. Delete old indices, add a data node, or raise cluster.max_shards_per_node.`,
        };
  } catch (error) {
    if (error instanceof Failure && error.code === 'opensearch_forbidden')
      return untried(what, on, `${error.message} ${error.action}`);
    return failed(what, on, error);
  }
}
