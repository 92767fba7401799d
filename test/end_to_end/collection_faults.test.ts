/**
 * What goes wrong on the way from AWS: the page names it and the next step, and once it is mended nothing is missing
 * and nothing is there twice. A record that cannot become a document is pointed to, and its neighbours are stored.
 */
import { z } from 'zod';
import { NO_FILTERS } from '../../common/api/invocation_scope';
import { INDEX_PATTERN } from '../../common/plugin';
import { pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import { OwnLogGroup, OWN_ACCOUNT, OWN_REGION } from './own_log_group';
import { OverviewPage } from './overview_page';
import { apiOf, openSearchOf, surroundings } from './surroundings';

useBrowser();

const around = surroundings();
const api = apiOf(around);
const openSearch = openSearchOf(around);
const COLLECTED_WITHIN_MS = 90_000;
const LOOK_MS = 2_000;

/** Runs with an integration of its own, which reads nothing any more afterwards. */
async function withLogGroup(name: string, run: (group: OwnLogGroup) => Promise<void>): Promise<void> {
  const group = new OwnLogGroup(around.awsUrl, name, Date.now());
  try {
    await run(group);
  } finally {
    group.close();
    await api.saveIntegration(group.definition({ enabled: false }));
  }
}

const stored = async (group: OwnLogGroup): Promise<number> => {
  const { current } = await api.overview({
    range: group.range,
    time_zone: 'UTC',
    filters: { ...NO_FILTERS, callers: [{ account: OWN_ACCOUNT, name: group.caller }] },
    rank_by: 'spend',
  });
  return current.invocations;
};

const untilStored = (group: OwnLogGroup, count: number) =>
  eventually(async () => expect(await stored(group)).toBe(count), COLLECTED_WITHIN_MS);

const noticesOf = (overview: OverviewPage, group: OwnLogGroup) =>
  overview.subject('bedrockAttention').filter({ hasText: group.integrationId });

/** The page's notice about this group's integration; refreshed by hand, since by itself it looks every 15 seconds. */
const notice = (overview: OverviewPage, group: OwnLogGroup): Promise<string> =>
  eventually(async () => {
    await overview.refresh();
    return noticesOf(overview, group).innerText({ timeout: LOOK_MS });
  }, COLLECTED_WITHIN_MS);

const untilNoNotice = (overview: OverviewPage, group: OwnLogGroup): Promise<void> =>
  eventually(async () => {
    await overview.refresh();
    await noticesOf(overview, group).waitFor({ state: 'detached', timeout: LOOK_MS });
  }, COLLECTED_WITHIN_MS);

async function askAws(method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> {
  const response = await fetch(`${around.awsUrl}/_local/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the local AWS refused ${method} ${path}: ${response.status}`);
}

pageTest(
  'a log group that does not exist is named; once it is there, it is read from its beginning',
  (page) =>
    withLogGroup('missing', async (group) => {
      await api.saveIntegration(group.definition());
      const overview = new OverviewPage(page, around.url);
      await overview.visit({ from: 'now-1h', to: 'now' });

      const text = await notice(overview, group);
      expect(text).toContain(`log group ${group.logGroup} does not exist in ${OWN_REGION}`);
      expect(text).toContain('Check its name, account and region');

      await group.create();
      await group.writeCalls(5);
      await api.saveIntegration(group.definition());
      await untilStored(group, 5);
      await untilNoNotice(overview, group);
    }),
);

pageTest(
  'a missing permission is named with action, resource and principal; nothing is lost meanwhile',
  (page) =>
    withLogGroup('denied', async (group) => {
      await group.create();
      await group.writeCalls(3);
      await api.saveIntegration(group.definition());
      await untilStored(group, 3);

      await askAws('POST', 'denials', {
        action: 'logs:FilterLogEvents',
        resource: `arn:aws:logs:${OWN_REGION}:${OWN_ACCOUNT}:log-group:${group.logGroup}:*`,
      });
      try {
        await group.writeCalls(4);
        const overview = new OverviewPage(page, around.url);
        await overview.visit({ from: 'now-1h', to: 'now' });
        const text = await notice(overview, group);
        expect(text).toContain('logs:FilterLogEvents is denied');
        expect(text).toContain(group.logGroup);
        expect(text).toContain('Allow logs:FilterLogEvents');
        expect(await stored(group)).toBe(3);
        // What was collected stays on the page.
        await overview.settled();

        await askAws('DELETE', 'faults');
        await api.saveIntegration(group.definition());
        await untilStored(group, 7);
        await untilNoNotice(overview, group);
      } finally {
        await askAws('DELETE', 'faults');
      }
    }),
);

pageTest('a line that is not JSON is pointed to, never quoted; its neighbours are stored', (page) =>
  withLogGroup('damaged', async (group) => {
    const line = '{"schemaType":"ModelInvocationLog","input": the rest was lost';
    await group.create();
    await group.writeCalls(2);
    await group.writeLine(line);
    await group.writeCalls(2);
    await api.saveIntegration(group.definition());
    await untilStored(group, 4);

    const [pointer, ...others] = await eventually(async () => {
      const found = await rejectedOf(group);
      expect(found.length).toBeGreaterThan(0);
      return found;
    });
    expect(others).toEqual([]);
    expect(pointer).toMatchObject({
      bedrock: { rejected: { reasons: ['not_json'], length: line.length } },
      aws: { cloudwatch: { log_group: group.logGroup, event_id: expect.any(String) } },
    });
    expect(JSON.stringify(pointer)).not.toContain('the rest was lost');

    const overview = new OverviewPage(page, around.url);
    await overview.open({ from: 'now-1h', to: 'now' });
    await untilNoNotice(overview, group);
  }),
);

const Hits = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }) });

async function rejectedOf(group: OwnLogGroup): Promise<unknown[]> {
  const { body } = await openSearch.request({
    method: 'POST',
    path: `/${INDEX_PATTERN.rejected}/_search`,
    body: { size: 10, query: { term: { 'bedrock.integration.id': group.integrationId } } },
  });
  return Hits.parse(body).hits.hits.map(({ _source }) => _source);
}
