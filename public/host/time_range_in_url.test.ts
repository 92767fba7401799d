import { createMemoryHistory } from 'history';
import { keepTimeRangeInUrl } from './time_range_in_url';
import { createOwnTimeRange } from './time_range_store';

const defaults = { range: { from: 'now-24h', to: 'now' }, refresh: { pause: true, value: 0 } };
const open = (url: string) => {
  const history = createMemoryHistory({ initialEntries: [url] });
  const store = createOwnTimeRange(defaults);
  const stop = keepTimeRangeInUrl(store, history);
  return { history, store, stop };
};

test('a copied link shows the same range, whatever the default here is', () => {
  const author = open('/');
  author.store.setRange({ from: 'now-7d/d', to: '2026-11-22T10:00:00.000Z' });
  author.store.setRefresh({ pause: false, value: 30_000 });

  const reader = open(`/${author.history.location.hash}`);
  expect(reader.store.getRange()).toEqual({ from: 'now-7d/d', to: '2026-11-22T10:00:00.000Z' });
  expect(reader.store.getRefresh()).toEqual({ pause: false, value: 30_000 });
});

test('a link of the host is understood, and what it holds beside the time stays in it', () => {
  const { history, store } = open('/#?_g=(filters:!((a:1)),time:(from:now-1h,to:now))&_a=(models:!(x))');
  expect(store.getRange()).toEqual({ from: 'now-1h', to: 'now' });
  store.setRange({ from: 'now-2h', to: 'now' });
  expect(history.location.hash).toBe(
    '#?_g=(filters:!((a:1)),refreshInterval:(pause:!t,value:0),time:(from:now-2h,to:now))&_a=(models:!(x))',
  );
});

test('a link within the page that drops the state gets it again, without a step in the history', () => {
  const { history } = open('/#?_g=(time:(from:now-1h,to:now))');
  history.push('/list');
  expect(history.location.hash).toContain('time:(from:now-1h,to:now)');
  expect(history).toHaveLength(2);
});

test('going back restores the earlier range', () => {
  const { history, store } = open('/');
  store.setRange({ from: 'now-1h', to: 'now' });
  store.setRange({ from: 'now-2h', to: 'now' });
  history.goBack();
  expect(store.getRange()).toEqual({ from: 'now-1h', to: 'now' });
});

test('a link that cannot be read shows the default', () => {
  const { store } = open('/#?_g=(time:(from:1');
  expect(store.getRange()).toEqual(defaults.range);
});

test('after the end neither side follows the other', () => {
  const { history, store, stop } = open('/');
  stop();
  const { hash } = history.location;
  store.setRange({ from: 'now-1h', to: 'now' });
  expect(history.location.hash).toBe(hash);
  history.push('/#?_g=(time:(from:now-5h,to:now))');
  expect(store.getRange()).toEqual({ from: 'now-1h', to: 'now' });
});
