/**
 * A Node 18, for the tests that load the built server bundles in the oldest runtime a host brings. The npm package
 * `node` fetches its binary in an install script, which may be switched off; the packages it chooses from, one for
 * each platform, carry the binary as an ordinary file.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder } from './cache';
import { findProgram } from './process/find_program';
import { runProgram } from './process/run_program';
import { SetupProblem } from './process/setup_problem';

/** Platforms for which such a package of version 18 exists. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * The path of a Node 18 binary, downloaded on the first call.
 * @throws SetupProblem `node18_missing`
 */
export async function node18(platform = `${process.platform}-${process.arch}`): Promise<string> {
  if (!PLATFORMS.includes(platform)) {
    throw missing(`There is no packaged Node 18 for ${platform}.`);
  }
  const folder = await cachedFolder(`node/18-${platform}`, (target) => install(`node-${platform}`, target));
  return join(folder, 'bin', 'node');
}

async function install(name: string, target: string): Promise<void> {
  const npm = findProgram('npm');
  if (!npm) throw missing('npm, which downloads Node 18, is not on PATH.');
  const scratch = join(target, 'install');
  await mkdir(scratch);
  // npm looks for a project from here upwards; without one of its own it would take the checkout's.
  await writeFile(join(scratch, 'package.json'), '{"private":true}');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { code, tail } = await runProgram(npm, ['install', '--prefix', scratch, ...options, `${name}@18`]);
  if (code !== 0) throw missing(`npm could not install ${name}@18. It said:\n${tail}`);
  const binary = join(target, 'bin', 'node');
  await cp(join(scratch, 'node_modules', name, 'bin', 'node'), binary);
  await rm(scratch, { recursive: true });
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  if (!stdout.startsWith('v18.')) throw missing(`${name}@18 brought Node ${stdout.trim()}.`);
}

function missing(problem: string): SetupProblem {
  return new SetupProblem(
    'node18_missing',
    problem,
    'Check the network and npm’s settings, and start again.',
  );
}
