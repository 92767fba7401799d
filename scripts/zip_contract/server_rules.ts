/**
 * Rules about the server bundles: they stand alone (nothing but Node and the host's `@osd/*`), and they load
 * without a process warning, which a host run from source takes for a reason to exit. Proved in a child process
 * of every Node version that hosts bring along.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Plugin } from './archive';
import { readCode } from './code_facts';
import type { Rule } from './rule';

const run = promisify(execFile);

/** A Node executable to load the bundles with. */
export interface NodeToTry {
  readonly name: string;
  readonly path: string;
}

const BUILT_IN: ReadonlySet<string> = new Set(builtinModules);

export const serverImportsRule: Rule = ({ files, folder }) =>
  serverFiles(files).flatMap(([path, bytes]) =>
    readCode(bytes.toString('utf8'), `${folder}.chunk.`)
      .requires.filter((module) => !module.startsWith('@osd/') && !isBuiltIn(module))
      .map(
        (module) => `${path} requires «${module}», which is neither in the zip nor part of Node or the host.`,
      ),
  );

const isBuiltIn = (module: string): boolean => module.startsWith('node:') || BUILT_IN.has(module);

const serverFiles = (files: Plugin['files']): [string, Buffer][] =>
  [...files].filter(([path]) => /^server\/.*\.js$/.test(path));

/** What the child process prints. */
const Findings = z.array(z.string());

export const serverLoadRule =
  (nodes: readonly NodeToTry[]): Rule =>
  async (plugin) => {
    const home = mkdtempSync(join(tmpdir(), 'bedrock-check-zip-'));
    try {
      const folder = install(plugin, home);
      const problems = await Promise.all(nodes.map((node) => load(node, folder)));
      return problems.flat();
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };

/** Lays the server bundles out as an installed plugin, beside a stand-in for the one module the host lends. */
function install({ files, folder }: Plugin, home: string): string {
  const directory = join(home, 'plugins', folder);
  for (const [path, bytes] of serverFiles(files)) write(join(directory, path), bytes);
  write(join(home, 'node_modules', '@osd', 'config-schema', 'index.js'), CONFIG_SCHEMA);
  return join(directory, 'server');
}

/** Every type of the schema language can be named; none validates, since nothing is configured here. */
const CONFIG_SCHEMA = `
const type = () => ({ __isOsdConfigSchemaType: true });
exports.schema = new Proxy({}, { get: () => type });
exports.offeringSchema = exports.schema;
`;

async function load({ name, path }: NodeToTry, folder: string): Promise<string[]> {
  try {
    // The options of this process must not decide which warnings the child may give.
    const env = { ...process.env, NODE_OPTIONS: '' };
    const { stdout } = await run(path, [join(__dirname, 'server_probe.cjs'), folder], {
      env,
      timeout: 60_000,
    });
    return Findings.parse(JSON.parse(stdout)).map((finding) => `On ${name}: ${finding}`);
  } catch (error) {
    return [
      `On ${name} the server bundles do not load: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
