/** @jest-environment jsdom */
import { createMemoryHistory } from 'history';
import { Subject } from 'rxjs';
import type { App, AppMountParameters, AppUpdater, OverlayStart } from 'osd/core/public';
import { ApplicationService } from './application';
import { createBasePath } from './http';

const nothing = (): never => {
  throw new Error('not used here');
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function open(path: string, apps: App[], confirmed = true) {
  const service = new ApplicationService();
  for (const app of apps) service.setup.register(app);
  const history = createMemoryHistory<unknown>({ initialEntries: [path] });
  const container = document.body.appendChild(document.createElement('div'));
  const overlays: OverlayStart = {
    openFlyout: nothing,
    openModal: nothing,
    openConfirm: async () => confirmed,
  };
  const start = service.start({
    history,
    basePath: createBasePath('/osd'),
    capabilities: {},
    overlays,
    container,
  });
  return { service, start, history, container };
}

const app = (id: string, mount: App['mount'] = () => () => undefined): App => ({ id, title: id, mount });

test('the app of the address is mounted into an element of the page', async () => {
  const mounted: AppMountParameters[] = [];
  open('/app/sample/deep', [
    app('sample', (params) => {
      mounted.push(params);
      return () => undefined;
    }),
  ]);
  await settled();

  expect(mounted).toHaveLength(1);
  expect(mounted[0]?.element.isConnected).toBe(true);
  expect(mounted[0]?.appBasePath).toBe('/osd/app/sample');
  expect(mounted[0]?.history.location.pathname).toBe('/deep');
});

test('leaving an app unmounts it; moving within it does not', async () => {
  const log: string[] = [];
  const noting = (id: string) =>
    app(id, () => {
      log.push(`mount ${id}`);
      return () => void log.push(`unmount ${id}`);
    });
  const { start, history } = open('/app/a', [noting('a'), noting('b')]);
  await settled();
  history.push('/app/a/inner');
  await settled();
  await start.navigateToApp('b', { path: '/list#?_g=()' });
  await settled();

  expect(log).toEqual(['mount a', 'unmount a', 'mount b']);
  expect(history.location).toMatchObject({ pathname: '/app/b/list', hash: '#?_g=()' });
});

test('who leaves before the mount has resolved is never unmounted, as in the host', async () => {
  const unmount = jest.fn();
  let finish: (unmount: () => void) => void = () => undefined;
  const { history } = open('/app/slow', [
    app('slow', () => new Promise((resolve) => (finish = resolve))),
    app('other'),
  ]);
  await settled();
  history.push('/app/other');
  finish(unmount);
  await settled();
  history.push('/app/slow');
  await settled();

  expect(unmount).not.toHaveBeenCalled();
});

test('an app may ask before it is left', async () => {
  const asking = app('asking', ({ onAppLeave }) => {
    onAppLeave((actions) => actions.confirm('Leave?'));
    return () => undefined;
  });
  const { start, history } = open('/app/asking', [asking, app('other')], false);
  await settled();
  await start.navigateToApp('other');

  expect(history.location.pathname).toBe('/app/asking');
});

test('an updater changes what the menu shows', async () => {
  const updater$ = new Subject<AppUpdater>();
  const { start } = open('/app/sample', [{ ...app('sample'), updater$ }]);
  const statuses: unknown[] = [];
  start.applications$.subscribe((apps) => statuses.push(apps.get('sample')?.navLinkStatus));
  updater$.next(() => ({ navLinkStatus: 3 }));

  expect(statuses).toEqual([0, 3]);
});

test('addresses of apps carry the base path', () => {
  const { start } = open('/app/sample', [{ ...app('sample'), defaultPath: '/start' }]);

  expect(start.getUrlForApp('sample')).toBe('/osd/app/sample/start');
  expect(start.getUrlForApp('sample', { path: '?a=1' })).toBe('/osd/app/sample?a=1');
  expect(start.getUrlForApp('sample', { path: 'x', absolute: true })).toBe(
    'http://localhost/osd/app/sample/x',
  );
});

test('the front door leads to the first app of the menu', async () => {
  const { history } = open('/app/home', [
    { ...app('second'), order: 2 },
    { ...app('first'), order: 1 },
    { ...app('hidden'), order: 0, navLinkStatus: 3 },
  ]);
  await settled();

  expect(history.location.pathname).toBe('/app/first');
});

test('an address of no app says so', async () => {
  const { container } = open('/app/nothing', [app('sample')]);
  await settled();

  expect(container.textContent).toContain('Application not found');
});
