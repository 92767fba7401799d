/** A slim host of a test's own: on a port that stays the same over restarts, with a plugin folder of its own choice. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostSettings } from '../../../dev/host_settings';
import { startNodeChild } from '../../../dev/process/node_child';
import { freePort } from '../../../dev/process/port';
import { sampleCredentials } from '../../../dev/sample_estate';
import { root, stageDir } from '../../../scripts/bundles/layout';

export interface OwnHostOptions {
  readonly openSearchUrl: string;
  readonly awsUrl: string;
  /** Whether this host collects; else it only shows. */
  readonly collects: boolean;
  readonly basePath?: string;
  /** Whether the host has the `data` plugin; it has unless told. */
  readonly data?: boolean;
  /** The plugin as installed; the built one unless told. */
  readonly plugin?: string;
  /** Any free one unless told. */
  readonly port?: number;
}

export interface OwnHost {
  /** With base path, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export async function startOwnHost(options: OwnHostOptions): Promise<OwnHost> {
  const { port = await freePort(), basePath = '', plugin = stageDir } = options;
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-own-host-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const config = join(folder, 'host.json');
    const settings = {
      ...hostSettings({ url: options.awsUrl, credentials: sampleCredentials() }),
      'bedrock.collector.enabled': options.collects,
    };
    await writeFile(config, JSON.stringify(settings), { mode: 0o600 });
    const host = await startNodeChild({
      name: 'host',
      script: join(root, 'dev/host/main.ts'),
      args: [
        ...['--plugin', plugin, '--port', String(port), '--base-path', basePath],
        ...['--opensearch', options.openSearchUrl, '--config', config],
        ...(options.data === false ? ['--no-data'] : []),
      ],
      cwd: root,
      ready: 'message',
      readyWithinMs: 120_000,
      graceMs: 30_000,
    });
    return {
      url: `http://localhost:${port}${basePath}`,
      port,
      stop: async () => {
        await host.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
