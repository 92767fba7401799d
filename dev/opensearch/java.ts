/**
 * The Java that runs the embedded OpenSearch: `JAVA_HOME` first, then PATH. What is missing is said before anything
 * is downloaded, with how to get it. OpenSearch 2.x supports Java 11 to 21 and runs on later ones; the launcher
 * needs 17 (https://docs.opensearch.org/2.19/install-and-configure/install-opensearch/index/#java-compatibility).
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, isExecutable } from '../process/find_program';
import { SetupProblem } from '../process/setup_problem';

const MINIMUM_JAVA = 17;

const INSTALL_JDK = [
  `Install a JDK, version ${MINIMUM_JAVA} or later, and name it by JAVA_HOME if it is not the first on PATH:`,
  '  Debian, Ubuntu  apt-get install openjdk-17-jdk-headless',
  '  Fedora, RHEL    dnf install java-17-openjdk-devel',
  '  macOS           brew install openjdk@17',
  'Or use an OpenSearch that is already running: --opensearch <url>',
].join('\n');

const run = promisify(execFile);

/** @throws SetupProblem `java_missing`, `java_too_old` */
export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const java = locate(environment);
  if (!java) {
    throw new SetupProblem(
      'java_missing',
      'The embedded OpenSearch needs Java, and there is no `java` here.',
      INSTALL_JDK,
    );
  }
  const { stderr } = await run(java, ['-version']).catch((cause: Error) => {
    throw new SetupProblem('java_missing', `${java} does not run.`, INSTALL_JDK, { cause });
  });
  const version = majorJavaVersion(stderr);
  if (version === undefined || version < MINIMUM_JAVA) {
    throw new SetupProblem(
      'java_too_old',
      `The embedded OpenSearch needs Java ${MINIMUM_JAVA} or later; ${java} is ${version ?? 'of an unknown version'}.`,
      INSTALL_JDK,
    );
  }
  return java;
}

/**
 * A runtime without the compiler module (a JRE) can run the launcher, but not compile it the first time.
 * @throws SetupProblem `java_without_compiler`
 */
export async function requireCompiler(java: string): Promise<void> {
  const { stdout } = await run(java, ['--list-modules']);
  if (/^jdk\.compiler(@|$)/m.test(stdout)) return;
  throw new SetupProblem(
    'java_without_compiler',
    `${java} is a runtime without a compiler, which the first start needs.`,
    INSTALL_JDK,
  );
}

/** From what `java -version` prints, old style (`1.8.0_392` is 8) and new (`17.0.15`, `25-ea`). */
export function majorJavaVersion(text: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(text);
  return found ? Number(found[1]) : undefined;
}

function locate(environment: NodeJS.ProcessEnv): string | undefined {
  const home = environment.JAVA_HOME;
  if (home && isExecutable(join(home, 'bin', 'java'))) return join(home, 'bin', 'java');
  return findProgram('java', environment.PATH ?? '');
}
