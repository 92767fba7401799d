import { createMemoryHistory } from 'history';
import { createScopedHistory } from './scoped_history';

const open = (path: string) => {
  const parent = createMemoryHistory<unknown>({ initialEntries: [path] });
  return { parent, history: createScopedHistory(parent, '/app/sample') };
};

test('an app sees its own part of the address', () => {
  const { history } = open('/app/sample/list/7?q=1#?_g=()');

  expect(history.location).toMatchObject({ pathname: '/list/7', search: '?q=1', hash: '#?_g=()' });
});

test('what an app pushes lands under its own address', () => {
  const { parent, history } = open('/app/sample');
  history.push('/list');
  expect(parent.location.pathname).toBe('/app/sample/list');
  history.replace({ pathname: '/list/1', hash: '#?_g=()' });
  expect(parent.location).toMatchObject({ pathname: '/app/sample/list/1', hash: '#?_g=()' });
});

test('links carry the whole address', () => {
  const { history } = open('/app/sample');

  expect(history.createHref({ pathname: '/list' })).toBe('/app/sample/list');
  expect(history.createHref({ pathname: '/other' }, { prependBasePath: false })).toBe('/other');
});

test('listeners hear of changes within the app, and not after it was left', () => {
  const { parent, history } = open('/app/sample');
  const heard: string[] = [];
  history.listen(({ pathname }) => heard.push(pathname));
  history.push('/a');
  parent.push('/app/other');
  parent.push('/app/sample/b');

  expect(heard).toEqual(['/a']);
  expect(() => history.push('/c')).toThrow('fell out of navigation scope');
});

test('an app whose id merely begins the same is another app', () => {
  const { parent, history } = open('/app/sample');
  parent.push('/app/sample-runtime');

  expect(() => history.location).toThrow('fell out of navigation scope');
});
