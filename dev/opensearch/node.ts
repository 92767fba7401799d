/**
 * A real OpenSearch node for development and tests, as a Java process on loopback that lives no longer than this one.
 * It is bound by its standard input (see OpenSearchNode.java): the pipe closes when this process ends, even by
 * SIGKILL and even while the node is still starting. The data stay in `dataDir` between starts.
 */
import { spawn } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { OpenSearch } from '../../server/storage/opensearch';
import { eachLine, Tail } from '../process/lines';
import { portTaken, requirePort } from '../process/port';
import { SetupProblem } from '../process/setup_problem';
import { describeExit, supervise, type Supervised } from '../process/supervised';
import { openSearchClassPath, type Progress } from './artifacts';
import { openSearchClient, type OpenSearchAddress } from './client';
import { findJava } from './java';
import { untilReady, within } from './readiness';
import { prepareSecurity, SECURITY_PLUGIN } from './security';

export interface OpenSearchOptions {
  /** Holds config, data and logs; made if missing. One node at a time. */
  readonly dataDir: string;
  /** 0, or nothing: any free port. */
  readonly port?: number;
  /** With the security plugin: TLS, users and roles. */
  readonly security?: boolean;
  readonly heapMb?: number;
  /**
   * `start`, the default, keeps to Java's first compiler: half the processor time until the node is ready (3.6 s
   * against 7 s), slower code for what runs for hours. `throughput` is for measuring.
   */
  readonly optimise?: 'start' | 'throughput';
  /** Further node settings, or other values for those set here. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly progress?: Progress;
  /** Told as soon as the Java process exists, so that it can be stopped while it is not yet ready. */
  readonly onSpawn?: (node: Supervised) => void;
  /** Milliseconds until a node that does not answer counts as failed; a loaded machine needs minutes. */
  readonly readyWithinMs?: number;
}

export interface OpenSearchNode extends OpenSearchAddress, Supervised {
  readonly port: number;
  readonly client: OpenSearch;
}

const CLOSE_GRACE_MS = 20_000;
const SAID_BY_LAUNCHER = /^(listening \d+|locked|port_taken|failed .*)$/;
const PORT_FLAG = '--opensearch-port';

/** Resolves when the node answers with its cluster at least yellow. @throws SetupProblem */
export async function startOpenSearch(options: OpenSearchOptions): Promise<OpenSearchNode> {
  const {
    port = 0,
    security = false,
    heapMb = 512,
    optimise = 'start',
    progress = () => undefined,
  } = options;
  const deadline = performance.now() + (options.readyWithinMs ?? 180_000);
  if (port !== 0) await requirePort(port, 'OpenSearch', PORT_FLAG);
  const java = await findJava();
  const classPath = await openSearchClassPath(java, security, progress);
  const dataDir = await writableFolder(options.dataDir);
  const secured = security ? await prepareSecurity({ java, classPath, dataDir }) : undefined;
  const settings = { 'http.port': String(port), ...secured?.settings, ...options.settings };
  const httpPort = settings['http.port'];
  const log = join(dataDir, 'logs', 'opensearch.log');

  progress('starting');
  // A process group of its own: Ctrl-C must not take the store from those who still have to write to it.
  const child = spawn(java, javaArguments({ heapMb, optimise, classPath, dataDir, log, security }), {
    cwd: dataDir,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const tail = new Tail();
  eachLine(child.stderr, (line) => tail.add(line));
  const said = new Promise<string>((done) => {
    eachLine(child.stdout, (line) => {
      if (SAID_BY_LAUNCHER.test(line)) done(line);
      else tail.add(line); // Java itself warns on standard output
    });
  });
  // A node that ended early closes its side of the pipe; how it ended is what `exited` tells.
  child.stdin.on('error', (error) => tail.add(error.message));
  child.stdin.write(`${JSON.stringify(settings)}\n`);
  const supervised = await supervise(child, {
    graceMs: CLOSE_GRACE_MS,
    ask: () => child.stdin.end(),
  });
  options.onSpawn?.(supervised);

  const context = { dataDir, port: httpPort, log, output: () => String(tail) };
  try {
    const ended = supervised.drained.then((exit) => `failed The Java process ${describeExit(exit)}.`);
    const line = await within(deadline, Promise.race([said, ended]));
    const listening = /^listening (\d+)$/.exec(line);
    if (!listening) throw startFailure(line, context);
    const address: OpenSearchAddress = {
      url: `${security ? 'https' : 'http'}://127.0.0.1:${listening[1]}`,
      credentials: secured?.credentials,
      ca: secured?.ca,
    };
    const client = openSearchClient(address);
    const gone = new AbortController();
    void ended.then(() => gone.abort());
    await untilReady(client, deadline, gone.signal);
    if (gone.signal.aborted) throw startFailure(await ended, context);
    return { ...address, ...supervised, port: Number(listening[1]), client };
  } catch (error) {
    await supervised.stop();
    throw error;
  }
}

function javaArguments(node: {
  heapMb: number;
  optimise: 'start' | 'throughput';
  classPath: string;
  dataDir: string;
  log: string;
  security: boolean;
}): string[] {
  return [
    `-Xms${node.heapMb}m`,
    `-Xmx${node.heapMb}m`,
    '-XX:+UseSerialGC',
    ...(node.optimise === 'start' ? ['-XX:TieredStopAtLevel=1'] : []),
    '-XX:+ExitOnOutOfMemoryError',
    `-XX:ErrorFile=${node.log}.jvm_error`,
    `-Dlog4j2.configurationFile=${resolve(__dirname, 'log4j2.properties')}`,
    `-Dopensearch.log=${node.log}`,
    '-Dlog4j2.disable.jmx=true',
    '-Dlog4j.shutdownHookEnabled=false', // the log stays open while the node closes
    ...['-cp', node.classPath],
    'OpenSearchNode',
    node.dataDir,
    ...(node.security ? [SECURITY_PLUGIN] : []),
  ];
}

async function writableFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  try {
    await mkdir(join(path, 'logs'), { recursive: true });
    await access(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new SetupProblem(
      'data_dir_not_writable',
      `The data folder ${path} cannot be written.`,
      'Give this user the right to write it, or choose another one: --data-dir <folder>',
      { cause },
    );
  }
  return path;
}

/** From what the launcher said (see OpenSearchNode.java) to what a person can do about it. */
function startFailure(
  line: string,
  context: { dataDir: string; port: string; log: string; output: () => string },
): SetupProblem {
  const { dataDir, port, log, output } = context;
  if (line === 'port_taken') return portTaken(port, 'OpenSearch', PORT_FLAG);
  if (line === 'locked') {
    return new SetupProblem(
      'data_dir_in_use',
      `The data folder ${dataDir} is in use by another OpenSearch.`,
      'Stop the other one, or choose another folder: --data-dir <folder>',
    );
  }
  const why = line.replace(/^failed /, '');
  return new SetupProblem(
    'opensearch_failed',
    `The embedded OpenSearch did not start: ${why}`,
    [`Its log is ${log}`, output()].filter((part) => part !== '').join('\n'),
  );
}
