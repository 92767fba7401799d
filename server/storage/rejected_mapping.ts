/** Fields of a rejected pointer. Few and fixed: a pointer never grows with what the record held. */
import type { JsonObject } from '../transforms/outcome';

const keyword: JsonObject = { type: 'keyword', ignore_above: 1024 };
const date: JsonObject = { type: 'date' };
const long: JsonObject = { type: 'long' };
const fields = (properties: JsonObject): JsonObject => ({ properties });

export const REJECTED_MAPPING: JsonObject = {
  dynamic: false,
  ...fields({
    '@timestamp': date,
    data_stream: fields({ type: keyword, dataset: keyword, namespace: keyword }),
    event: fields({ kind: keyword, module: keyword, dataset: keyword, ingested: date }),
    cloud: fields({ provider: keyword, account: fields({ id: keyword }), region: keyword }),
    bedrock: fields({
      integration: fields({ id: keyword }),
      stream: keyword,
      rejected: fields({ reasons: keyword, length: long }),
    }),
    aws: fields({
      cloudwatch: fields({
        log_group: keyword,
        log_stream: keyword,
        event_id: keyword,
        ingestion_time: date,
      }),
      s3: fields({
        bucket: fields({ name: keyword, arn: keyword }),
        object: fields({ key: keyword, etag: keyword, line: long }),
      }),
    }),
  }),
};
