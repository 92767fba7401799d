/**
 * The door of every npm script: brings a fresh clone to the point where TypeScript can run (Node new enough,
 * dependencies installed as locked), then hands over. Plain JavaScript without dependencies, because it runs
 * before there are any. All it says goes to stderr: the stdout of a command is the command's own.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line) => process.stderr.write(`${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};

const COMMANDS = {
  start: 'dev/start.ts',
  test: 'dev/run_tests.ts',
  build: 'scripts/build.ts',
  collector: 'dev/run_collector.ts',
  bench: 'test/performance/main.ts',
  fuzz: 'test/fuzz/main.ts',
  'check-zip': 'scripts/check_zip.ts',
  'host-config': 'dev/host_config.ts',
};

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Node 20.19 or newer is needed, this is ${process.versions.node}. Install one (nodejs.org, nvm, your packages) and run again.`,
    );
  }
}

/** Installed means: as the lockfile says. npm keeps a copy of what it installed inside node_modules. */
function installed() {
  const there = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(there)) return false;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(there, 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.link || present[path]?.version === entry.version,
  );
}

function install() {
  say('Installing dependencies (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (npm.error) fail(`npm could not be started (${npm.error.message}). It comes with Node: check the PATH.`);
  if (npm.status !== 0)
    fail(
      'npm ci failed (see above). The dependencies come from the npm registry: check the network or its proxy settings.',
    );
}

const [command, ...args] = process.argv.slice(2);
const script = COMMANDS[command];
if (!script) fail(`Unknown command ${command ?? ''}; there are: ${Object.keys(COMMANDS).join(', ')}`);
requireNode();
if (!installed()) install();

// An IPC channel tells the child when this process is gone, however it went; the child then cleans up.
const tsx = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
const child = spawn(process.execPath, ['--import', tsx, join(root, script), ...args], {
  cwd: process.env.INIT_CWD && command === 'collector' ? process.env.INIT_CWD : root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
});
// A terminal sends Ctrl-C to the whole group; a supervisor sends SIGTERM to this process alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`Could not start ${script}: ${error.message}`));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
