/**
 * `npm run check-zip [-- path]`: whether a host would take the zip, and whether it keeps what the project
 * promises about it. Prints every break with its consequence; exit 1 if there is one. Without a path it looks at
 * the zip that `npm run build` writes.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { node18 } from '../dev/node18';
import { root, zipFile } from './bundles/layout';
import { defaultOsdVersion, pluginVersion } from './bundles/manifest';
import { readPlugin } from './zip_contract/archive';
import { layoutRule, modeRule, sizeRule } from './zip_contract/archive_rules';
import { appRule, externalsRule, firstPageRule } from './zip_contract/browser_rules';
import { evaluationRule, machinePathRule, sourceMapRule } from './zip_contract/code_rules';
import { loaderBehaviourRule, loaderHashRule, loaderSizeRule } from './zip_contract/loader_rules';
import { configLeakRule, manifestRule, versionRule } from './zip_contract/manifest_rules';
import type { Rule } from './zip_contract/rule';
import { serverImportsRule, serverLoadRule, type NodeToTry } from './zip_contract/server_rules';

const RULES: readonly Rule[] = [
  manifestRule,
  versionRule,
  configLeakRule,
  layoutRule,
  modeRule,
  sizeRule,
  loaderSizeRule,
  loaderHashRule,
  loaderBehaviourRule,
  appRule,
  externalsRule,
  firstPageRule,
  evaluationRule,
  machinePathRule,
  sourceMapRule,
  serverImportsRule,
];

/** Every break of the contract, in words; empty when the zip is good. The server bundles are loaded with each of `nodes`. */
export async function checkZip(path: string, nodes: readonly NodeToTry[]): Promise<string[]> {
  const plugin = await readPlugin(path);
  const found = await Promise.all([...RULES, serverLoadRule(nodes)].map((rule) => rule(plugin)));
  return found.flat();
}

async function main(): Promise<number> {
  const [given] = process.argv.slice(2);
  const path = given === undefined ? zipFile(pluginVersion(), defaultOsdVersion()) : resolve(given);
  if (!existsSync(path)) {
    console.error(`There is no ${relative(root, path)}. Write it with «npm run build», or name another zip.`);
    return 1;
  }
  const problems = await checkZip(path, [
    { name: `Node ${process.versions.node}`, path: process.execPath },
    { name: 'Node 18', path: await node18() },
  ]);
  for (const problem of problems) console.error(`✗ ${problem}`);
  const name = relative(root, path);
  if (problems.length > 0) {
    console.error(`${name}: ${problems.length} break(s) of the contract.`);
    return 1;
  }
  console.error(`${name}: keeps the contract.`);
  return 0;
}

if (require.main === module) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
