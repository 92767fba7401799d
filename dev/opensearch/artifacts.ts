/**
 * The class path of the embedded OpenSearch. OpenSearch publishes no server archive to a package registry, but every jar of the
 * server and its modules: `pom.xml` names them, Maven as the machine has it configured brings them once, and the
 * launcher is compiled once. Keys are hashes of what each part depends on, so a change brings a new copy.
 */
import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { cachedFolder } from '../cache';
import { findProgram } from '../process/find_program';
import { runProgram } from '../process/run_program';
import { SetupProblem } from '../process/setup_problem';
import { requireCompiler } from './java';

const POM = resolve(__dirname, 'pom.xml');
const LAUNCHER = resolve(__dirname, 'OpenSearchNode.java');
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const HEARTBEAT_MS = 10_000;

/** Says what takes long, one line at a time. */
export type Progress = (line: string) => void;

/**
 * @returns the value of `java -cp`
 * @throws SetupProblem when something is missing or the download fails
 */
export async function openSearchClassPath(
  java: string,
  security: boolean,
  progress: Progress,
): Promise<string> {
  const pom = await readFile(POM, 'utf8');
  const version = /<opensearch\.version>(.+?)</.exec(pom)?.[1] ?? '';
  const base = `opensearch/${version}-${shortHash(pom)}`;

  const server = await cachedFolder(`${base}/server`, async (folder) => {
    await requireCompiler(java); // said before the download, not after it
    await maven(folder, `OpenSearch ${version} (about 50 MB)`, progress, [
      `${DEPENDENCY_PLUGIN}:copy-dependencies`,
      '-DincludeTypes=jar',
      `-DoutputDirectory=${join(folder, 'jars')}`,
    ]);
  });
  const jars = await jarsOf(join(server, 'jars'));
  const source = await readFile(LAUNCHER, 'utf8');
  const launcher = await cachedFolder(`${base}/launcher-${shortHash(source)}`, (folder) =>
    compileLauncher(java, jars, folder),
  );
  if (!security) return [launcher, ...jars].join(delimiter);

  const plugin = await cachedFolder(`${base}/security`, (folder) =>
    maven(folder, `the security plugin of OpenSearch ${version} (about 50 MB)`, progress, [
      `${DEPENDENCY_PLUGIN}:unpack-dependencies`,
      '-Psecurity',
      '-DincludeTypes=zip',
      '-DexcludeTransitive=true',
      `-DoutputDirectory=${join(folder, 'plugin')}`,
    ]),
  );
  // Behind the server's own jars: where both carry a library, the server's version wins.
  return [launcher, ...jars, ...(await jarsOf(join(plugin, 'plugin')))].join(delimiter);
}

async function maven(
  folder: string,
  what: string,
  progress: Progress,
  goal: readonly string[],
): Promise<void> {
  const mvn = findProgram('mvn');
  if (!mvn) {
    throw new SetupProblem(
      'maven_missing',
      `Maven, which downloads ${what} on the first start, is missing.`,
      [
        'Install it:',
        '  Debian, Ubuntu  apt-get install maven',
        '  Fedora, RHEL    dnf install maven',
        '  macOS           brew install maven',
        'Or use an OpenSearch that is already running: --opensearch <url>',
      ].join('\n'),
    );
  }
  // In the folder itself, since Maven leaves marks beside the pom and must not leave them in the checkout.
  const pom = join(folder, 'pom.xml');
  await copyFile(POM, pom);
  progress(`downloading ${what}, once`);
  const started = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  const heartbeat = setInterval(() => progress(`still downloading (${seconds()})`), HEARTBEAT_MS);
  try {
    const { code, tail } = await runProgram(mvn, ['-B', '-q', '-ntp', '-f', pom, ...goal]);
    if (code !== 0) {
      throw new SetupProblem(
        'download_failed',
        `Maven could not download ${what}.`,
        `Check the network and Maven's settings (mirror, proxy) and start again. Maven said:\n${tail}`,
      );
    }
  } finally {
    clearInterval(heartbeat);
  }
  progress(`downloaded in ${seconds()}`);
}

async function compileLauncher(java: string, jars: readonly string[], folder: string): Promise<void> {
  await requireCompiler(java);
  const { code, tail } = await runProgram(java, [
    '-m',
    'jdk.compiler/com.sun.tools.javac.Main',
    // A cache that a newer JDK filled still serves an older one.
    '--release',
    '17',
    '-d',
    folder,
    '-cp',
    jars.join(delimiter),
    LAUNCHER,
  ]);
  if (code !== 0) throw new Error(`the launcher of the embedded OpenSearch does not compile:\n${tail}`);
}

async function jarsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jar')).sort();
  if (names.length === 0) {
    throw new SetupProblem(
      'download_failed',
      `The cached folder ${folder} holds no jars.`,
      'Delete that folder and start again.',
    );
  }
  return names.map((name) => join(folder, name));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
