import type { Observable } from 'rxjs';
import type {
  CoreSetup,
  CoreStart,
  IRouter,
  OpenSearchClient,
  PluginInitializerContext,
  ServiceStatus,
} from 'osd/core/server';
import { collectionStatusPath } from '../common/api/collection_status';
import { configSchema, type BedrockConfig } from './config';
import { BedrockPlugin } from './plugin';
import { recordingLogger } from './routes/routes_test_support';

/** A host whose OpenSearch answers the plugin's own identity with `refusal`, and people with nothing found. */
function host(config: object, refusal: object) {
  const { logger } = recordingLogger();
  const values: BedrockConfig = configSchema.validate(config);
  const subscription = { unsubscribe: () => undefined };
  const context = {
    env: { instanceUuid: 'here' },
    logger: { get: () => logger },
    config: {
      create: () => ({
        subscribe: (next: (value: unknown) => void) => {
          next(values);
          return subscription;
        },
      }),
    },
  } as object as PluginInitializerContext<BedrockConfig>;
  const clientThat = (answer: () => Promise<object>) =>
    ({
      transport: { request: () => Object.assign(answer(), { abort: () => undefined }) },
    }) as OpenSearchClient;
  const internal = clientThat(() => Promise.reject(Object.assign(new Error('refused'), refusal)));
  const person = clientThat(async () => ({ body: { hits: { total: { value: 0 }, hits: [] } } }));
  const routes = new Map<string, (...args: object[]) => unknown>();
  const told: ServiceStatus[] = [];
  const router = Object.fromEntries(
    ['get', 'post', 'put', 'patch', 'delete'].map((method) => [
      method,
      ({ path }: { path: string }, handler: (...args: object[]) => unknown) => void routes.set(path, handler),
    ]),
  ) as object as IRouter;
  const plugin = new BedrockPlugin(context);
  plugin.setup({
    http: { createRouter: () => router },
    status: {
      set: (status$: Observable<ServiceStatus>) => void status$.subscribe((status) => told.push(status)),
    },
  } as object as CoreSetup);
  plugin.start({ opensearch: { client: { asInternalUser: internal } } } as object as CoreStart);
  const collectionStatus = async (): Promise<unknown> => {
    const handler = routes.get(collectionStatusPath());
    const request = { core: { opensearch: { client: { asCurrentUser: person } } } };
    const response = { ok: ({ body }: { body: unknown }) => body };
    return handler?.(request, {}, response);
  };
  return { plugin, told, collectionStatus };
}

const forbidden = {
  statusCode: 403,
  body: {
    error: {
      type: 'security_exception',
      reason: 'no permissions for [indices:admin/get] and User [name=bedrock-collector]',
    },
  },
};

test('a collector without its rights is told of to the host and to the page, each with the next step', async () => {
  const { plugin, told, collectionStatus } = host({}, forbidden);
  try {
    while (String(told.at(-1)?.level) === 'available')
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told.at(-1)?.summary).toBe(
      'Collection waits: OpenSearch refused to look for the index .bedrock-integrations: the collector lacks a right.',
    );
    expect(told.at(-1)?.detail).toContain('indices:admin/get');
    expect(await collectionStatus()).toMatchObject({
      collector: {
        state: 'waiting_for_store',
        problem: { code: 'opensearch_forbidden', action: expect.stringContaining('indices:admin/get') },
      },
    });
  } finally {
    await plugin.stop();
  }
});

test('an instance that does not collect says so, and is healthy', async () => {
  const { plugin, told, collectionStatus } = host({ collector: { enabled: false } }, forbidden);
  expect(told.at(-1)?.summary).toBe('This instance shows data and collects none');
  expect(String(told.at(-1)?.level)).toBe('available');
  expect(await collectionStatus()).toMatchObject({ collector: null });
  await plugin.stop();
});
