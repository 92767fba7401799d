import { judgeItem } from './bulk_items';

test.each([
  [201, '', '', 'stored'],
  [409, 'version_conflict_engine_exception', '', 'already_stored'],
  [400, 'mapper_parsing_exception', 'number_format_exception', 'mapping'],
  [400, 'strict_dynamic_mapping_exception', '', 'mapping'],
  [400, 'illegal_argument_exception', 'max_bytes_length_exceeded_exception', 'immense_term'],
  [413, '', '', 'too_large'],
  [429, 'rejected_execution_exception', '', 'retry'],
  [503, 'unavailable_shards_exception', '', 'retry'],
  [404, 'index_not_found_exception', '', 'index_gone'],
  // Would refuse every neighbour too.
  [429, 'cluster_block_exception', '', 'refused'],
  [403, 'security_exception', '', 'refused'],
  [400, 'illegal_argument_exception', '', 'refused'],
  [400, 'index_closed_exception', '', 'refused'],
])('%s %s %s is %s', (status, type, causedBy, verdict) => {
  expect(judgeItem(status, type, causedBy)).toBe(verdict);
});
