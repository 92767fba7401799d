import type { App, CoreSetup, PluginInitializerContext } from 'osd/core/public';
import type { ExposedConfig } from './navigation';
import { BedrockPlugin } from './plugin';

function setUp(config: ExposedConfig, withNavGroups = true) {
  const apps: App[] = [];
  const links: Record<string, { id: string; title?: string; category?: { label: string } }[]> = {};
  const core = {
    application: { register: (app: App) => apps.push(app) },
    chrome: withNavGroups
      ? { navGroup: { addNavLinksToGroup: (group: { id: string }, added: []) => (links[group.id] = added) } }
      : {},
    getStartServices: () => Promise.reject(new Error('not before an app is opened')),
  } as object as CoreSetup;
  const context = { config: { get: () => config } } as object as PluginInitializerContext<ExposedConfig>;
  new BedrockPlugin(context).setup(core);
  return { apps, links };
}

const TWO_APPS = {
  apps: [
    { id: 'bedrock', title: 'Overview', order: 8200 },
    { id: 'bedrock-cost', title: 'Cost', order: 8230 },
  ],
};

test('registers the apps that the configuration lists, in the section «Observability»', () => {
  const { apps } = setUp(TWO_APPS);
  expect(
    apps.map(({ id, title, order, category }) => ({ id, title, order, category: category?.id })),
  ).toEqual([
    { id: 'bedrock', title: 'Bedrock Overview', order: 8200, category: 'observability' },
    { id: 'bedrock-cost', title: 'Bedrock Cost', order: 8230, category: 'observability' },
  ]);
});

test('lists them in two use cases of the new menu, in a section of their own', () => {
  const { links } = setUp(TWO_APPS);
  expect(Object.keys(links).sort()).toEqual(['all', 'observability']);
  for (const group of Object.values(links)) {
    expect(group.map(({ id, title }) => [id, title])).toEqual([
      ['bedrock', 'Overview'],
      ['bedrock-cost', 'Cost'],
    ]);
    expect(new Set(group.map(({ category }) => category?.label))).toEqual(new Set(['Amazon Bedrock']));
  }
});

test('a host without use cases gets the classic menu', () => {
  expect(setUp(TWO_APPS, false).apps).toHaveLength(2);
});

test.each([{}, { apps: [] }])(
  'a host that sends no list of apps (%j) still gets the front door',
  (config) => {
    expect(setUp(config).apps.map(({ id }) => id)).toEqual(['bedrock']);
  },
);
