import { type AnsweredItem, judgeCreated, judgeUpdated } from './bulk_items';

const item = (status: number, type: string, causedBy: string, result?: string): AnsweredItem => ({
  status,
  type,
  causedBy,
  result,
});

test.each([
  [201, '', '', 'stored'],
  [409, 'version_conflict_engine_exception', '', 'already_stored'],
  [400, 'mapper_parsing_exception', 'number_format_exception', 'mapping'],
  [400, 'strict_dynamic_mapping_exception', '', 'mapping'],
  [400, 'illegal_argument_exception', 'max_bytes_length_exceeded_exception', 'immense_term'],
  [413, '', '', 'too_large'],
  [429, 'rejected_execution_exception', '', 'busy'],
  [503, 'unavailable_shards_exception', '', 'retry'],
  [404, 'index_not_found_exception', '', 'index_gone'],
  // Would refuse every neighbour too.
  [429, 'cluster_block_exception', '', 'refused'],
  [403, 'security_exception', '', 'refused'],
  [400, 'illegal_argument_exception', '', 'refused'],
  [400, 'index_closed_exception', '', 'refused'],
])('a created document: %s %s %s is %s', (status, type, causedBy, verdict) => {
  expect(judgeCreated(item(status, type, causedBy))).toBe(verdict);
});

test.each([
  [200, '', 'updated', 'enriched'],
  // What adds to nothing is the first copy.
  [201, '', 'created', 'stored'],
  // The script found a copy that says as much.
  [200, '', 'noop', 'already_stored'],
  [409, 'version_conflict_engine_exception', undefined, 'retry'],
  [404, 'document_missing_exception', undefined, 'deleted'],
  [404, 'index_not_found_exception', undefined, 'index_gone'],
  [400, 'mapper_parsing_exception', undefined, 'mapping'],
  [429, 'rejected_execution_exception', undefined, 'busy'],
  [400, 'illegal_argument_exception', undefined, 'refused'],
])('an updated document: %s %s %s is %s', (status, type, result, verdict) => {
  expect(judgeUpdated(item(status, type, '', result))).toBe(verdict);
});
