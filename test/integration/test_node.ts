/** The OpenSearch of a test file: there before its first test, gone with its data after the last. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import type { OpenSearch } from '../../server/storage/opensearch';

export interface TestNode {
  readonly node: OpenSearchNode;
  /** As its administrator. */
  readonly client: OpenSearch;
}

/** To be called where a file declares its tests. Indices never come into being by writing to them. */
export function testNode(
  name: string,
  { settings = {}, ...options }: Omit<Parameters<typeof startOpenSearch>[0], 'dataDir'> = {},
): TestNode {
  let folder: string | undefined;
  let running: OpenSearchNode | undefined;
  beforeAll(async () => {
    folder = await newFolder(name);
    running = await startOpenSearch({
      dataDir: folder,
      settings: { 'action.auto_create_index': 'false', ...settings },
      ...options,
    });
  });
  afterAll(async () => {
    await running?.stop();
    if (folder !== undefined) await removeFolder(folder);
  });
  const node = (): OpenSearchNode => {
    if (running === undefined) throw new TypeError('the node is there once the tests run');
    return running;
  };
  return {
    get node() {
      return node();
    },
    get client() {
      return node().client;
    },
  };
}

export const newFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `bedrock-${name}-`));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
