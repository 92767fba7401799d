/**
 * A real Chromium for the end-to-end tests and the screenshots: the one `CHROME_PATH` names, else one that is installed,
 * else one installed now where that is possible, else a clear failure: a test run never passes by skipping them.
 * It starts with an empty profile and without the background traffic of a browser that people use.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { errorCode } from './process/error_code';
import { findProgram, isExecutable } from './process/find_program';
import { runProgram } from './process/run_program';
import { SetupProblem } from './process/setup_problem';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FLAGS = [
  '--no-sandbox', // the sandbox refuses to run as root, and only our own pages are opened
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

const run = promisify(execFile);

/**
 * @param progress says that an installation is under way
 * @throws SetupProblem `chromium_missing`
 */
export async function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  progress: (line: string) => void = () => undefined,
): Promise<string> {
  const named = environment.CHROME_PATH;
  if (named) {
    if (await runs(named)) return named;
    throw missing(`CHROME_PATH names ${named}, which does not run.`);
  }
  const installed = await firstThatRuns(environment);
  if (installed) return installed;
  const aptGet = findProgram('apt-get', environment.PATH);
  if (!aptGet || process.getuid?.() !== 0) throw missing('There is no Chromium or Chrome here.');

  progress('installing chromium with apt-get');
  for (const step of [['update'], ['install', '--no-install-recommends', 'chromium']]) {
    const { code, tail } = await runProgram(aptGet, ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', ...step], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (code !== 0) throw missing(`apt-get could not install chromium. It said:\n${tail}`);
  }
  const fresh = await firstThatRuns(environment);
  if (fresh) return fresh;
  throw missing(
    'apt-get installed chromium, but it does not run (on Ubuntu it is a snap, which containers lack).',
  );
}

/** A headless browser whose contexts begin empty. It ends with this process. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: FLAGS });
}

/** A headless browser that keeps cache, cookies and storage in `userDataDir` between launches. */
export async function launchChromiumProfile(
  userDataDir: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(userDataDir, {
    ...options,
    executablePath: await findChromium(),
    args: FLAGS,
  });
}

async function firstThatRuns(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const found = NAMES.map((name) => findProgram(name, environment.PATH));
  for (const candidate of [...found, ...MAC_APPLICATIONS.filter(isExecutable)]) {
    if (candidate && (await runs(candidate))) return candidate;
  }
  return undefined;
}

/** Installed is not enough: Ubuntu's `chromium-browser` may be a script that only says where to get it. */
async function runs(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ['--version']);
    return /chrom/i.test(stdout);
  } catch (error) {
    if (errorCode(error) !== undefined) return false; // not there, or ended with an error
    throw error;
  }
}

function missing(problem: string): SetupProblem {
  return new SetupProblem(
    'chromium_missing',
    problem,
    [
      'The end-to-end tests need Chromium or Chrome. Install it, or name one by CHROME_PATH=<program>:',
      '  Debian          apt-get install chromium',
      '  Ubuntu, others  the package of google.com/chrome',
      '  macOS           brew install --cask chromium',
    ].join('\n'),
  );
}
