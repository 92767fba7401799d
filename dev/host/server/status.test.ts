import { BehaviorSubject } from 'rxjs';
import type { IRouter, ServiceStatus } from 'osd/core/server';
import { StatusService } from './status';

/** Levels as a plugin brings them along: the host looks at nothing but these three methods. */
const level = (name: string, severity: number) => ({
  toString: () => name,
  valueOf: () => severity,
  toJSON: () => name,
});

type Handler = (context: unknown, request: { query: { v8format: boolean } }, response: Response) => unknown;
interface Response {
  ok(answer: { body: unknown }): unknown;
}

function host() {
  const service = new StatusService({ id: 'sample', version: '1.2.3' }, 'uuid');
  const handlers: Handler[] = [];
  const register = (_route: unknown, handler: Handler) => void handlers.push(handler);
  const router = { get: register, post: register, put: register, patch: register, delete: register };
  service.registerRoute(router as object as IRouter);
  const ask = (v8format: boolean) => {
    const answer = handlers[0]?.({}, { query: { v8format } }, { ok: ({ body }) => body });
    return JSON.parse(JSON.stringify(answer));
  };
  return { service, ask };
}

test('what a plugin says of itself is told, in the old format and the new', () => {
  const { service, ask } = host();
  service.openSearchIs(true);
  const told = new BehaviorSubject<ServiceStatus>({ level: level('available', 0), summary: 'Collecting' });
  service.setup.set(told);
  expect(ask(false).status).toMatchObject({
    overall: { state: 'green' },
    statuses: [{ state: 'green' }, { id: 'plugin:sample@1.2.3', state: 'green', message: 'Collecting' }],
  });
  told.next({ level: level('degraded', 1), summary: '2 streams need attention', detail: 'Look.' });
  expect(ask(false).status).toMatchObject({
    overall: { state: 'yellow', title: '2 streams need attention' },
    statuses: [{ state: 'green' }, { state: 'yellow', message: '2 streams need attention' }],
  });
  expect(ask(true).status.plugins).toEqual({
    sample: { level: 'degraded', summary: '2 streams need attention', detail: 'Look.' },
  });
});

test('a status that fails does not take the host along', () => {
  const { service, ask } = host();
  const told = new BehaviorSubject<ServiceStatus>({ level: level('available', 0), summary: 'fine' });
  service.setup.set(told);
  told.error(new Error('inner detail'));
  expect(JSON.stringify(ask(true))).not.toContain('inner detail');
  expect(ask(false).status.statuses[1]).toMatchObject({ state: 'red' });
});
