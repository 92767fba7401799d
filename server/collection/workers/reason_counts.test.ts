import { ReasonCounts } from './reason_counts';

test('each record counts under its first reason, and what is added is added up', () => {
  const counts = new ReasonCounts();
  counts.reject(['mapping', 'too_large']);
  counts.reject(['mapping']);
  const more = new ReasonCounts();
  more.reject(['not_json']);
  more.add({ skipped: { test_event: 2 } });
  counts.add(more);
  counts.add({ skipped: { test_event: 1, canary: 1 } });
  expect(counts.snapshot()).toEqual({
    rejected: { mapping: 2, not_json: 1 },
    skipped: { test_event: 3, canary: 1 },
  });
});
