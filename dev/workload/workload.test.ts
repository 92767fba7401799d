import { ACCOUNTS } from './estate/accounts';
import { recordingSink } from './recording_sink.test_support';
import { describe as describeWorkload, startWorkload } from './workload';

const NOW = Date.parse('2026-11-18T15:40:00Z');
const MINUTE = 60_000;

/** When each bucket of a queue began to tell of its objects, as the number of objects that were there before. */
function started(notifiedFrom?: number) {
  const { sink, recorded } = recordingSink();
  const before: number[] = [];
  const workload = startWorkload(
    {
      ...sink,
      configureNotifications(place, bucket, listeners) {
        before.push(recorded.objects.filter((object) => object.bucket === bucket).length);
        sink.configureNotifications(place, bucket, listeners);
      },
    },
    'seed',
    { now: NOW, days: 0, notifiedFrom },
  );
  return { workload, recorded, before };
}

test('queues hear of every object, or of those from a time on; the objects are the same', () => {
  const all = started();
  const later = started(NOW - 10 * MINUTE);
  expect(all.before.every((count) => count === 0)).toBe(true);
  expect(Math.max(...later.before)).toBeGreaterThan(0);
  const keys = ({ recorded }: ReturnType<typeof started>) => recorded.objects.map(({ key }) => key).sort();
  expect(keys(later)).toEqual(keys(all));
  const told = later.recorded.objects.length - later.before.reduce((sum, count) => sum + count, 0);
  expect(told).toBeGreaterThan(0);
});

test('what a collector is told names every account and place', () => {
  const { accounts, records } = describeWorkload(started().workload);
  expect(records).toBeGreaterThan(100);
  expect(accounts.map(({ id, places }) => [id, places.map(({ region }) => region)])).toEqual(
    ACCOUNTS.map(({ id, places }) => [id, places.map(({ region }) => region)]),
  );
});
