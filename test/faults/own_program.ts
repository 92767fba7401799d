/** `bedrock-collector` as it ships, beside the scenarios' own collectors: what it logs, measures and prints. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram, type RunningProgram, startProgram } from '../integration/collector_process';
import type { Stage } from './fault_setup';

export class OwnProgram {
  private constructor(
    private readonly config: string,
    private readonly program: RunningProgram,
  ) {}

  /** Collects what the index of definitions says, as loudly as it can. */
  static async start(stage: Stage): Promise<OwnProgram> {
    const config = join(stage.programs.folder, 'collector.json');
    const credentials = Object.entries(stage.credentials()).map(
      ([name, { accessKeyId, secretAccessKey }]) =>
        [name, { access_key_id: accessKeyId, secret_access_key: secretAccessKey }] as const,
    );
    // JSON is YAML.
    const settings = {
      opensearch: { hosts: [stage.proxy.url] },
      aws: { endpoint: stage.localAws.url, credentials: Object.fromEntries(credentials) },
      hmac_key: 'a key for hashes that is long enough',
      server: { port: 0 },
      logging: { level: 'debug' },
    };
    await writeFile(config, JSON.stringify(settings));
    return new OwnProgram(config, await startProgram(['run', '--config', config]));
  }

  /** `/metrics` and `/healthz`. */
  async pages(): Promise<string[]> {
    const url = /health and metrics on (http:\/\/127\.0\.0\.1:\d+)/.exec(this.program.said)?.[1];
    const pages = await Promise.all(['metrics', 'healthz'].map((page) => fetch(`${url}/${page}`)));
    return Promise.all(pages.map((page) => page.text()));
  }

  /** What it has said until its end. */
  async stop(): Promise<string[]> {
    this.program.signal('SIGTERM');
    const { stdout, stderr } = await this.program.ended();
    return [stdout, stderr];
  }

  /** What the commands print that look at what was collected. */
  async commands(): Promise<string[]> {
    const asked = [['status'], ['status', '--json'], ['check']];
    const ended = [];
    for (const command of asked) ended.push(await runProgram([...command, '--config', this.config]));
    return ended.flatMap(({ stdout, stderr }) => [stdout, stderr]);
  }
}
