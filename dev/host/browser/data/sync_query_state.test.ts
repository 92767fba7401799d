/** @jest-environment jsdom */
import { createMemoryHistory } from 'history';
import { syncQueryStateWithUrl } from './sync_query_state';
import { createTimefilter } from './timefilter';
import { createOsdUrlStateStorage } from './url_state_storage';

const WEEK = { from: 'now-7d', to: 'now' };
const PAUSED = { pause: true, value: 0 };

function open(path: string) {
  const history = createMemoryHistory<unknown>({ initialEntries: [path] });
  const timefilter = createTimefilter(WEEK, PAUSED);
  const storage = createOsdUrlStateStorage({ useHash: false, history });
  const sync = syncQueryStateWithUrl({ timefilter: { timefilter } }, storage);
  return { history, timefilter, sync };
}
const written = () => Promise.resolve().then(() => undefined);

test('an address without a range gets the shared one, without a new entry in the history', async () => {
  const { history, sync } = open('/list');
  await written();

  expect(history.location.hash).toBe(
    '#?_g=(filters:!(),refreshInterval:(pause:!t,value:0),time:(from:now-7d,to:now))',
  );
  expect(history.length).toBe(1);
  expect(sync.hasInheritedQueryFromUrl).toBe(false);
});

test('the range of an address becomes the shared one', () => {
  const { timefilter, sync } = open("/list#?_g=(time:(from:'2026-11-01T00:00:00Z',to:now-1h))");

  expect(timefilter.getTime()).toEqual({ from: '2026-11-01T00:00:00Z', to: 'now-1h' });
  expect(sync.hasInheritedQueryFromUrl).toBe(true);
});

test('a new range is a new entry; going back brings the old range', async () => {
  const { history, timefilter } = open('/list#?_g=(time:(from:now-1h,to:now))&_a=(x:1)');
  timefilter.setTime({ from: 'now-2h', to: 'now' });
  await written();
  expect(history.location.hash).toContain('time:(from:now-2h,to:now)');
  expect(history.location.hash).toContain('_a=(x:1)');
  history.goBack();

  expect(timefilter.getTime().from).toBe('now-1h');
});

test('after stop, neither follows the other', async () => {
  const { history, timefilter, sync } = open('/list#?_g=(time:(from:now-1h,to:now))');
  sync.stop();
  timefilter.setTime({ from: 'now-2h', to: 'now' });
  await written();
  expect(history.location.hash).toContain('now-1h');
  history.push('/list#?_g=(time:(from:now-3h,to:now))');

  expect(timefilter.getTime().from).toBe('now-2h');
});

test('bounds are moments; an interval of nothing means paused', () => {
  const { timefilter } = open('/list');
  timefilter.setTime({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' });
  timefilter.setRefreshInterval({ pause: false, value: 0 });

  expect(timefilter.getBounds().max?.toISOString()).toBe('2026-11-02T00:00:00.000Z');
  expect(timefilter.getRefreshInterval()).toEqual(PAUSED);
});
