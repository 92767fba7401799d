import {
  type OpenSearch,
  type OpenSearchRequest,
  type OpenSearchResponse,
  OpenSearchUnreachable,
} from '../../storage/opensearch';
import { checkOpenSearch } from './opensearch_checks';

const NOW = Date.UTC(2026, 10, 22);
const PARTITION = 'logs-aws_bedrock.invocation-prod-2026.11';

const denied = (right: string) => ({
  error: {
    type: 'security_exception',
    reason: `no permissions for [${right}] and User [name=x, backend_roles=[canary]]`,
  },
});

type Answers = (request: OpenSearchRequest) => OpenSearchResponse | undefined;

/** A cluster in which everything is allowed, but for what a test says. */
function cluster(answers: Answers = () => undefined): { openSearch: OpenSearch; asked: OpenSearchRequest[] } {
  const asked: OpenSearchRequest[] = [];
  const usual = ({ method, path, ndjson }: OpenSearchRequest): OpenSearchResponse => {
    if (path === '/')
      return { statusCode: 200, body: { version: { number: '2.19.4', distribution: 'opensearch' } } };
    if (path.endsWith('/authinfo')) return { statusCode: 200, body: { user_name: 'collector' } };
    if (path === '/_cluster/health')
      return {
        statusCode: 200,
        body: { number_of_data_nodes: 1, active_shards: 10, initializing_shards: 0, unassigned_shards: 0 },
      };
    if (path === '/_cluster/settings') return { statusCode: 200, body: { defaults: {} } };
    if (path === '/_bulk')
      return {
        statusCode: 200,
        body: {
          items: [
            String(ndjson).startsWith('{"update') ? { update: { status: 404 } } : { index: { status: 409 } },
          ],
        },
      };
    if (path === '/_mget') return { statusCode: 200, body: { docs: [{ found: false }] } };
    if (path.includes('0000.00/_mapping')) return { statusCode: 404, body: {} };
    if (method === 'GET' && path.endsWith('_mapping')) return { statusCode: 200, body: {} };
    if (method === 'PUT' && path.includes('_doc')) return { statusCode: 409, body: {} };
    if (method === 'PUT') return { statusCode: 400, body: {} };
    if (method === 'DELETE') return { statusCode: 409, body: {} };
    if (path.includes('_update') || path.includes('/_doc/')) return { statusCode: 404, body: {} };
    return { statusCode: 200, body: {} };
  };
  return {
    asked,
    openSearch: {
      request: async (request) => {
        asked.push(request);
        return answers(request) ?? usual(request);
      },
    },
  };
}

const check = (openSearch: OpenSearch, writesDefinitions = true) =>
  checkOpenSearch(openSearch, {
    written: [
      { namespace: 'prod', kinds: { invocation: 'monthly', rejected: 'monthly', cloudtrail: 'monthly' } },
    ],
    writesDefinitions,
    now: NOW,
  });

test('where everything is allowed, everything is ok', async () => {
  const findings = await check(cluster().openSearch);
  expect(findings.filter(({ result }) => result !== 'ok')).toEqual([]);
  expect(findings).toContainEqual({
    what: 'reachable',
    on: 'OpenSearch',
    result: 'ok',
    detail: 'opensearch 2.19.4',
  });
});

test('every request that could write has a condition that cannot hold', async () => {
  const { openSearch, asked } = cluster();
  await check(openSearch);
  for (const { method, path, querystring, body, ndjson } of asked) {
    if (method === 'GET' || method === 'HEAD' || /_search|_mget|_simulate/.test(path)) continue;
    const text = JSON.stringify([querystring, body, String(ndjson)]);
    expect(text).toMatch(
      /if_seq_no|number_of_replicas":-1|collector-check-missing|"update\\":|"doc_as_upsert":false/,
    );
  }
});

test('a missing right is named with the user, and nothing else of what OpenSearch says', async () => {
  const right = 'indices:admin/index_template/put';
  const { openSearch } = cluster(({ method, path }) =>
    method === 'PUT' && path.startsWith('/_index_template')
      ? { statusCode: 403, body: denied(right) }
      : undefined,
  );
  const missing = (await check(openSearch)).filter(({ result }) => result === 'missing');
  expect(missing).toMatchObject([
    {
      what: right,
      detail: expect.stringContaining(`${right} is denied on the cluster for the user collector.`),
    },
  ]);
  expect(JSON.stringify(missing)).not.toContain('canary');
});

test('what is refused item by item counts', async () => {
  const { openSearch } = cluster(({ path }) => {
    if (path === '/_bulk')
      return {
        statusCode: 200,
        body: { items: [{ index: { status: 403, error: denied('indices:data/write/bulk[s]').error } }] },
      };
    if (path === '/_mget')
      return { statusCode: 200, body: { docs: [{ error: denied('indices:data/read/mget[shard]').error }] } };
    return undefined;
  });
  const details = (await check(openSearch)).flatMap(({ result, detail }) =>
    result === 'missing' ? [detail] : [],
  );
  expect(details).toContainEqual(
    expect.stringContaining('indices:data/write/bulk[s] is denied on logs-aws_bedrock.invocation-*'),
  );
  expect(details).toContainEqual(expect.stringContaining('indices:data/read/mget[shard] is denied'));
});

test('what would create an index is not tried where there is none', async () => {
  const { openSearch, asked } = cluster(({ path }) =>
    path === `/${PARTITION}/_mapping` || path === '/.bedrock-tasks/_mapping'
      ? { statusCode: 404, body: {} }
      : undefined,
  );
  const untried = (await check(openSearch)).filter(({ result }) => result === 'untried');
  expect(untried.map(({ detail }) => detail)).toContain(`It can be tried once ${PARTITION} exists.`);
  expect(asked.some(({ ndjson }) => String(ndjson).includes(PARTITION))).toBe(false);
  const written = asked.filter(({ method, path }) => method !== 'GET' && path.startsWith('/.bedrock-tasks/'));
  expect(written.map(({ path }) => path)).toEqual(['/.bedrock-tasks/_search']);
});

test('the rights are tried on everything that is written, and on nothing else', async () => {
  const findings = await check(cluster().openSearch);
  const on = new Set(findings.filter(({ what }) => what === 'indices:admin/create').map((one) => one.on));
  expect([...on].sort()).toEqual([
    '.bedrock-integrations',
    '.bedrock-tasks',
    'logs-aws_bedrock.cloudtrail-*',
    'logs-aws_bedrock.invocation-*',
    'logs-aws_bedrock.rejected-*',
  ]);
});

test('a full cluster, an old one, and one that is not there', async () => {
  const full = cluster(({ path }) =>
    path === '/_cluster/health'
      ? {
          statusCode: 200,
          body: {
            number_of_data_nodes: 1,
            active_shards: 1_000,
            initializing_shards: 0,
            unassigned_shards: 0,
          },
        }
      : path === '/logs-aws_bedrock.invocation-prod-*/_mapping'
        ? { statusCode: 404, body: {} }
        : undefined,
  );
  expect((await check(full.openSearch)).at(-1)).toMatchObject({ what: 'room for shards', result: 'missing' });

  const old = cluster(({ path }) =>
    path === '/'
      ? { statusCode: 200, body: { version: { number: '2.6.0', distribution: 'opensearch' } } }
      : undefined,
  );
  expect(await check(old.openSearch)).toMatchObject([{ what: 'version', result: 'missing' }]);

  const gone: OpenSearch = {
    request: () => Promise.reject(new OpenSearchUnreachable('connect ECONNREFUSED')),
  };
  expect(await check(gone)).toMatchObject([
    { what: 'reachable', result: 'failed', detail: 'It cannot be reached: connect ECONNREFUSED' },
  ]);
});
