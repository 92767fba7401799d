/** What docs/operations.md says of metrics, commands, exit codes, reasons and files, held against the code. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { EXIT } from '../server/commands/command';
import { parseCollectorFile } from '../server/headless/collector_file';
import { createMetricsPage } from '../server/headless/metrics_page';
import { REJECTED_CODES } from '../server/transforms/outcome';
import { root } from './bundles/layout';

const PAGE = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
const PREFIX = 'bedrock_collector_';

const metricNames = async (): Promise<string[]> => {
  const page = createMetricsPage(
    () => ({
      state: 'collecting',
      tasks: [],
      runs: { running: 0, limit: 8 },
      waitingTasks: 0,
      pool: { threads: 1, queued: 0 },
      bulk: { requests: 0, bytes: 0, retriedItems: 0, inFlight: 0, concurrency: 1 },
      reasons: { rejected: {}, skipped: {} },
      sweeps: { succeeded: 0, failed: 0 },
      failures: {},
    }),
    '1.2.3',
  );
  return [...(await page.render()).matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);
};

test('every metric is on the page, and every metric of the page exists', async () => {
  const names = await metricNames();
  const own = names
    .map((name) => name.slice(PREFIX.length))
    .filter((name) => !/^(process|nodejs)_/.test(name));
  for (const name of own) expect(PAGE).toMatch(new RegExp(`\`${name}[\`{]`));
  for (const [name] of PAGE.matchAll(/bedrock_collector_\w*[a-z]/g)) expect(names).toContain(name);
});

test('every reason for a rejected record is on the page', () => {
  for (const code of REJECTED_CODES) expect(PAGE).toContain(`\`${code}\``);
});

test('every command is on the page', () => {
  const commands = readdirSync(join(root, 'server', 'commands')).flatMap((file) =>
    file.endsWith('_command.ts') ? [file.replace('_command.ts', '').replace('_', '-')] : [],
  );
  expect(commands).toContain('run-now');
  for (const command of commands) expect(PAGE).toMatch(new RegExp(`\`${command}\``));
});

test('the exit codes are those of the program', () => {
  expect(Object.values(EXIT)).toEqual([...PAGE.matchAll(/^\| (\d) \| /gm)].map(([, code]) => Number(code)));
});

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourcesBelow(path);
    return path.endsWith('.ts') && !path.includes('.test') ? [readFileSync(path, 'utf8')] : [];
  });

test('the codes of failures that the alarms name exist', () => {
  const codes = /code=~"([\w|]+)"/.exec(PAGE)?.[1]?.split('|') ?? [];
  expect(codes.length).toBeGreaterThan(3);
  const sources = sourcesBelow(join(root, 'server')).join('\n');
  for (const code of codes) expect(sources).toContain(`'${code}'`);
});

const yamlBlocks = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('the example of a file is one', () => {
  const [example = ''] = yamlBlocks;
  const file = parseCollectorFile(example, 'collector.yml', { OPENSEARCH_PASSWORD: 'x' });
  expect(file.integrations).toHaveLength(1);
});

test('every other YAML of the page can be read', () => {
  expect(yamlBlocks.length).toBeGreaterThan(2);
  for (const text of yamlBlocks)
    for (const document of parseAllDocuments(text))
      expect('errors' in document ? document.errors : []).toEqual([]);
});
