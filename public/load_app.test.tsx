import { fireEvent, screen } from '@testing-library/react';
import type { AppMountParameters, CoreStart } from 'osd/core/public';
import { createAppLoader, type App } from './load_app';

const APP_URL = '/osd/plugins/bedrockObservability/assets/app.js';
const core = { http: { basePath: { serverBasePath: '/osd' } } } as CoreStart;
const config = { apps: [] };

let element: HTMLElement;
let params: AppMountParameters;
beforeEach(() => {
  element = document.body.appendChild(document.createElement('div'));
  params = { element } as AppMountParameters;
});
afterEach(() => element.remove());

const mount = jest.fn<ReturnType<App['mount']>, Parameters<App['mount']>>();
const unmount = jest.fn();
beforeEach(() => {
  mount.mockReset().mockResolvedValue(unmount);
  unmount.mockReset();
});

test('imports the app below the base path of the server and hands over what the host gave', async () => {
  const importModule = jest.fn().mockResolvedValue({ mount });
  const load = createAppLoader(importModule);
  const deps = { data: {} };
  expect(await load(core, deps, params, config)).toBe(unmount);
  expect(importModule.mock.calls).toEqual([[APP_URL]]);
  expect(mount.mock.calls).toEqual([[core, deps, params, config]]);
});

test('apps that share the bundle import it once', async () => {
  const importModule = jest.fn().mockResolvedValue({ mount });
  const load = createAppLoader(importModule);
  await load(core, {}, params, config);
  await load(core, {}, params, config);
  expect(importModule).toHaveBeenCalledTimes(1);
  expect(mount).toHaveBeenCalledTimes(2);
});

test('a failed download is shown with a way out, and the next visit asks another address', async () => {
  const importModule = jest
    .fn()
    .mockRejectedValueOnce(new Error('net::ERR_FAILED'))
    .mockRejectedValueOnce(new Error('net::ERR_FAILED'))
    .mockResolvedValue({ mount });
  const load = createAppLoader(importModule);

  const takeAway = await load(core, {}, params, config);
  expect(screen.getByText('This page could not be loaded')).toBeTruthy();
  expect(screen.getByText('net::ERR_FAILED')).toBeTruthy();
  expect(screen.getByText('Reload the page')).toBeTruthy();
  takeAway();
  expect(element.innerHTML).toBe('');

  (await load(core, {}, params, config))();
  expect(await load(core, {}, params, config)).toBe(unmount);
  expect(importModule.mock.calls).toEqual([[APP_URL], [`${APP_URL}?attempt=1`], [`${APP_URL}?attempt=2`]]);
});

test('the way out reloads the page', async () => {
  const reload = jest.fn();
  const load = createAppLoader(jest.fn().mockRejectedValue(new Error('offline')), reload);
  const takeAway = await load(core, {}, params, config);
  fireEvent.click(screen.getByText('Reload the page'));
  expect(reload).toHaveBeenCalledTimes(1);
  takeAway();
});

test('an app that fails while mounting is shown as well: the host would leave the page blank', async () => {
  mount.mockRejectedValue(new Error('no route'));
  const load = createAppLoader(jest.fn().mockResolvedValue({ mount }));
  const takeAway = await load(core, {}, params, config);
  expect(screen.getByText('no route')).toBeTruthy();
  takeAway();
});

test('a page that was left while loading is not rendered into', async () => {
  let arrive: (app: App) => void = () => undefined;
  const load = createAppLoader(() => new Promise((resolve) => (arrive = resolve)));
  const mounting = load(core, {}, params, config);
  element.remove();
  arrive({ mount });
  (await mounting)();
  expect(mount).not.toHaveBeenCalled();
});

test('a failure after the page was left goes to the host, which writes it to the console', async () => {
  let fail: (error: Error) => void = () => undefined;
  const load = createAppLoader(() => new Promise((_, reject) => (fail = reject)));
  const mounting = load(core, {}, params, config);
  element.remove();
  fail(new Error('offline'));
  await expect(mounting).rejects.toThrow('offline');
  expect(element.innerHTML).toBe('');
});
