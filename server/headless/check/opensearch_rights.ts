/**
 * The rights that collecting takes in OpenSearch, each with a request that needs exactly this right and changes nothing:
 * reads, requests whose own condition cannot hold, and settings that no index may have. OpenSearch checks rights
 * before it finds that out.
 */
import { INDEX_PREFIX, INTEGRATIONS_INDEX, PRICES_INDEX, TASKS_INDEX } from '../../../common/plugin';
import type { OpenSearchRequest } from '../../storage/opensearch';

export interface RightProbe {
  readonly right: string;
  readonly on: string;
  readonly request: OpenSearchRequest;
  /** Answers that show that the right is there, beside 2xx. */
  readonly alsoFine: readonly number[];
  /** Index without which the request would create one, or prove nothing. */
  readonly onlyWhere?: string;
}

/** In no namespace: a partition that no event falls into. */
const NO_PARTITION = '0000.00';
const NO_DOCUMENT = 'bedrock-collector-check';
/** No document has this version, so that a write under its condition never happens. */
const IMPOSSIBLE = { if_seq_no: 9_007_199_254_740_000, if_primary_term: 9_007_199 };
/** No index can be created with it. */
const IMPOSSIBLE_INDEX = { settings: { index: { number_of_replicas: -1 } } };
const CONFLICT = 409;
const NOT_FOUND = 404;
const REFUSED = 400;

export const clusterProbes = (): RightProbe[] => [
  {
    right: 'indices:admin/index_template/get',
    on: 'the cluster',
    request: { method: 'GET', path: '/_index_template/bedrock-*' },
    alsoFine: [NOT_FOUND],
  },
  {
    right: 'indices:admin/index_template/simulate_index',
    on: 'the cluster',
    request: {
      method: 'POST',
      path: `/_index_template/_simulate_index/${INDEX_PREFIX.invocation}-check-${NO_PARTITION}`,
    },
    alsoFine: [],
  },
  {
    right: 'indices:admin/index_template/put',
    on: 'the cluster',
    request: {
      method: 'PUT',
      path: '/_index_template/bedrock-collector-check',
      body: {
        index_patterns: ['bedrock-collector-check-nothing'],
        // There is no such component, so there will be no such template.
        composed_of: ['bedrock-collector-check-missing'],
      },
    },
    alsoFine: [REFUSED],
  },
];

export const stateProbes = (writesDefinitions: boolean): RightProbe[] => [
  ...[INTEGRATIONS_INDEX, TASKS_INDEX].flatMap((index): RightProbe[] => [
    {
      right: 'indices:admin/get',
      on: index,
      request: { method: 'HEAD', path: `/${index}` },
      alsoFine: [NOT_FOUND],
    },
    {
      right: 'indices:data/read/search',
      on: index,
      request: { method: 'POST', path: `/${index}/_search`, body: { size: 0 } },
      alsoFine: [NOT_FOUND],
    },
    {
      right: 'indices:admin/create',
      on: index,
      request: { method: 'PUT', path: `/${index}`, body: IMPOSSIBLE_INDEX },
      alsoFine: [REFUSED],
    },
  ]),
  {
    right: 'indices:data/read/search',
    on: PRICES_INDEX,
    request: { method: 'POST', path: `/${PRICES_INDEX}/_search`, body: { size: 0 } },
    alsoFine: [NOT_FOUND],
  },
  ...(writesDefinitions ? [readProbe(INTEGRATIONS_INDEX), writeProbe(INTEGRATIONS_INDEX)] : []),
  readProbe(TASKS_INDEX),
  writeProbe(TASKS_INDEX),
  {
    right: 'indices:data/write/update',
    on: TASKS_INDEX,
    onlyWhere: TASKS_INDEX,
    request: {
      method: 'POST',
      path: `/${TASKS_INDEX}/_update/${NO_DOCUMENT}`,
      body: { doc: {}, doc_as_upsert: false },
    },
    alsoFine: [NOT_FOUND],
  },
  {
    right: 'indices:data/write/delete',
    on: TASKS_INDEX,
    onlyWhere: TASKS_INDEX,
    request: { method: 'DELETE', path: `/${TASKS_INDEX}/_doc/${NO_DOCUMENT}`, querystring: IMPOSSIBLE },
    alsoFine: [CONFLICT, NOT_FOUND],
  },
];

/** `partition`: an index of the family; looked at as far as it exists. */
export const dataProbes = (prefix: string, namespace: string, partition: string): RightProbe[] => [
  {
    right: 'indices:admin/mappings/get',
    on: `${prefix}-*`,
    request: { method: 'GET', path: `/${prefix}-${namespace}-${NO_PARTITION}/_mapping` },
    alsoFine: [NOT_FOUND],
  },
  {
    right: 'indices:admin/create',
    on: `${prefix}-*`,
    request: { method: 'PUT', path: `/${prefix}-${namespace}-${NO_PARTITION}`, body: IMPOSSIBLE_INDEX },
    alsoFine: [REFUSED],
  },
  {
    right: 'indices:data/write/bulk, bulk[s] and index',
    on: `${prefix}-*`,
    onlyWhere: partition,
    request: bulk({ index: { _index: partition, _id: NO_DOCUMENT, ...IMPOSSIBLE } }, {}),
    alsoFine: [CONFLICT],
  },
  {
    right: 'indices:data/write/update',
    on: `${prefix}-*`,
    onlyWhere: partition,
    request: bulk({ update: { _index: partition, _id: NO_DOCUMENT } }, { doc: {} }),
    alsoFine: [NOT_FOUND],
  },
  ...(prefix === INDEX_PREFIX.invocation
    ? [
        {
          right: 'indices:data/read/search',
          on: `${prefix}-*`,
          request: {
            method: 'POST',
            path: `/${prefix}-${namespace}-*/_search`,
            body: { size: 0 },
          },
          alsoFine: [],
        } as const,
      ]
    : []),
  {
    right: 'indices:data/read/mget and mget[shard]',
    on: `${prefix}-*`,
    onlyWhere: partition,
    request: {
      method: 'POST',
      path: '/_mget',
      body: { docs: [{ _index: partition, _id: NO_DOCUMENT }] },
    },
    alsoFine: [],
  },
];

const bulk = (action: object, document: object): OpenSearchRequest => ({
  method: 'POST',
  path: '/_bulk',
  ndjson: `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`,
});

const readProbe = (index: string): RightProbe => ({
  right: 'indices:data/read/get',
  on: index,
  request: { method: 'GET', path: `/${index}/_doc/${NO_DOCUMENT}` },
  alsoFine: [NOT_FOUND],
});

const writeProbe = (index: string): RightProbe => ({
  right: 'indices:data/write/index and bulk[s]',
  on: index,
  onlyWhere: index,
  request: { method: 'PUT', path: `/${index}/_doc/${NO_DOCUMENT}`, querystring: IMPOSSIBLE, body: {} },
  alsoFine: [CONFLICT],
});
