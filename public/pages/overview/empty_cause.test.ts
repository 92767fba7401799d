import type { CollectionStatus } from '../../../common/api/collection_status';
import { emptyCause } from './empty_cause';

const status = (changes: Partial<CollectionStatus>): CollectionStatus => ({
  now: 10,
  data_until: 5,
  other_streams: [],
  usd_per_month: null,
  integrations: 1,
  counts: { healthy: 1, first_read: 0, retrying: 0, stalled: 0, attention: 0, paused: 0 },
  sources: [
    {
      id: 't',
      integration_id: 'i',
      account_id: '1',
      region: 'r',
      stream: 's',
      health: 'healthy',
      read_until: 5,
      attention: null,
    },
  ],
  truncated: false,
  collector: { state: 'collecting', problem: null },
  ...changes,
});

test.each([
  [
    'not_set_up',
    {
      status: status({ integrations: 0, sources: [], data_until: null }),
      filtered: false,
      unfilteredInvocations: 0,
    },
  ],
  [
    'not_set_up',
    {
      status: status({ integrations: null, sources: [], data_until: null }),
      filtered: true,
      unfilteredInvocations: 0,
    },
  ],
  [
    'nothing_collected',
    { status: status({ sources: [], data_until: null }), filtered: false, unfilteredInvocations: 0 },
  ],
  ['nothing_collected', { status: status({ data_until: null }), filtered: true, unfilteredInvocations: 0 }],
  ['nothing_matches', { status: status({}), filtered: true, unfilteredInvocations: 7 }],
  ['nothing_matches', { status: undefined, filtered: true, unfilteredInvocations: undefined }],
  ['nothing_in_range', { status: status({}), filtered: true, unfilteredInvocations: 0 }],
  ['nothing_in_range', { status: undefined, filtered: false, unfilteredInvocations: 0 }],
] as const)('%s', (cause, evidence) => {
  expect(emptyCause(evidence)).toBe(cause);
});
