import type { TaskDocument } from '../../../common/integrations/task';
import { IntegrationDefinition } from '../../../common/integrations/definition';
import { hasSeat, inLine, type Offer } from './seats';

const definition = IntegrationDefinition.parse({
  id: 'i',
  name: 'i',
  account: { id: '111122223333' },
  regions: ['us-east-1'],
  streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
});

const offer = (
  id: string,
  nextRunAt: number,
  { backfill = false, atOnce = false }: { backfill?: boolean; atOnce?: boolean } = {},
): Offer => {
  const task: TaskDocument = {
    integration_id: 'i',
    account_id: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 'cloudwatch_logs',
    slot: 0,
    state: 'waiting',
    next_run_at: nextRunAt,
    consecutive_failures: 0,
    totals: { read: 0, stored: 0, already_stored: 0, enriched: 0, rejected: 0, skipped: 0 },
    runs: [],
  };
  return {
    task: { id, seqNo: 1, primaryTerm: 1, leased: false, claimable: true, task },
    planned: {
      id,
      integrationId: 'i',
      accountId: '111122223333',
      region: 'us-east-1',
      stream: 'invocation_logs',
      source: 'cloudwatch_logs',
      slot: 0,
      work: backfill ? { kind: 'backfill', id: 'b', from: 0, to: 1 } : { kind: 'live' },
      definitionVersion: '1:1',
      wanted: 'run',
      definition,
      streamName: 'invocation_logs',
    },
    atOnce,
  };
};

const order = (...offers: Offer[]) => inLine(offers).map(({ task }) => task.id);

test('whoever waits longest is first, whoever has just run is last', () => {
  expect(order(offer('just-ran', 9_000), offer('waits', 1_000), offer('due', 5_000))).toEqual([
    'waits',
    'due',
    'just-ran',
  ]);
});

test('what a person asked for comes before all', () => {
  expect(order(offer('waits', 1_000), offer('asked', 9_000, { atOnce: true }))).toEqual(['asked', 'waits']);
});

test('live collection comes before a backfill, which is not starved either', () => {
  expect(order(offer('past', 0, { backfill: true }), offer('live', 59_000))).toEqual(['live', 'past']);
  expect(order(offer('past', 0, { backfill: true }), offer('live', 61_000))).toEqual(['past', 'live']);
});

test('a backfill that was just asked for jumps no line', () => {
  expect(order(offer('past', 0, { backfill: true, atOnce: true }), offer('live', 5_000))).toEqual([
    'live',
    'past',
  ]);
});

test.each([
  [0, 0, true, true],
  [3, 0, true, true],
  [4, 0, false, false],
  [2, 2, true, false],
  [2, 1, true, true],
])(
  '%i runs of four, %i of them backfills: a seat for live %s, for a backfill %s',
  (all, past, live, more) => {
    const running = Array.from({ length: all }, (_, n) => ({ isLive: n >= past }));
    expect(hasSeat(offer('a', 0), { limit: 4, running })).toBe(live);
    expect(hasSeat(offer('a', 0, { backfill: true }), { limit: 4, running })).toBe(more);
  },
);

test('with a single seat a backfill may have it', () => {
  expect(hasSeat(offer('a', 0, { backfill: true }), { limit: 1, running: [] })).toBe(true);
});
