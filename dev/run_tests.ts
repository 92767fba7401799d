/**
 * `npm test`: everything that must hold, cheapest first, on a fresh clone with nothing done by hand.
 * `npm test -- unit faults` runs only the named steps. Every step runs even after one failed, so that one
 * run shows everything that is broken; the last line counts tests and steps that are not tests.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../scripts/bundles/layout';

interface Step {
  readonly name: string;
  readonly what: string;
  /** A command of node_modules/.bin, or a Jest project. */
  readonly run: { readonly command: readonly string[] } | { readonly jest: readonly string[] };
}

const STEPS: readonly Step[] = [
  { name: 'types', what: 'TypeScript, strict', run: { command: ['tsc', '--noEmit'] } },
  { name: 'lint', what: 'ESLint', run: { command: ['eslint', '.', '--max-warnings', '0'] } },
  { name: 'format', what: 'Prettier', run: { command: ['prettier', '--check', '--log-level', 'warn', '.'] } },
  {
    name: 'imports',
    what: 'who may import whom',
    run: {
      command: [
        'depcruise',
        '--config',
        '.dependency-cruiser.cjs',
        'common',
        'server',
        'public',
        'dev',
        'scripts',
        'test',
      ],
    },
  },
  { name: 'unit', what: 'unit and property tests', run: { jest: ['unit', 'browser'] } },
  {
    name: 'zip',
    what: 'the installable zip and its contract',
    run: { command: ['tsx', 'scripts/build.ts'] },
  },
  { name: 'check-zip', what: 'the contract of the zip', run: { command: ['tsx', 'scripts/check_zip.ts'] } },
  { name: 'integration', what: 'real OpenSearch, local AWS', run: { jest: ['integration'] } },
  { name: 'sources', what: 'every way that logs are delivered, local AWS', run: { jest: ['sources'] } },
  { name: 'faults', what: 'killed processes, broken networks', run: { jest: ['faults'] } },
  { name: 'end_to_end', what: 'the pages in a real browser', run: { jest: ['end_to_end'] } },
];

const JestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

interface Count {
  passed: number;
  failed: number;
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No step ${unknown.join(', ')}; there are: ${STEPS.map((step) => step.name).join(', ')}`);
    return 2;
  }
  const total: Count = { passed: 0, failed: 0 };
  const summary: string[] = [];
  for (const step of STEPS) {
    if (wanted.length > 0 && !wanted.includes(step.name)) continue;
    console.log(`\n── ${step.name}: ${step.what}`);
    const began = performance.now();
    const count = await runStep(step);
    total.passed += count.passed;
    total.failed += count.failed;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    summary.push(
      `${count.failed > 0 ? 'FAILED' : 'ok    '} ${step.name.padEnd(12)} ${seconds.padStart(7)} s  ${count.passed} passed, ${count.failed} failed`,
    );
  }
  console.log(`\n${summary.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runStep(step: Step): Promise<Count> {
  if ('command' in step.run) {
    const [name = '', ...args] = step.run.command;
    const code = await execute(name, args);
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tests-'));
  try {
    const report = join(folder, 'report.json');
    const code = await execute('jest', [
      '--selectProjects',
      ...step.run.jest,
      '--json',
      `--outputFile=${report}`,
      ...(step.run.jest.includes('unit') ? [] : ['--runInBand']),
    ]);
    const { numPassedTests, numFailedTests, numPendingTests } = JestReport.parse(
      JSON.parse(readFileSync(report, 'utf8')),
    );
    // A skipped test is a check that does not check, and an empty suite proves nothing: both fail.
    const broken = numFailedTests + numPendingTests;
    if (numPassedTests === 0) console.error(`${step.name}: no test ran`);
    return { passed: numPassedTests, failed: broken > 0 ? broken : code === 0 && numPassedTests > 0 ? 0 : 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a command of node_modules/.bin; its stdout goes nowhere when Jest prints its report there as JSON. */
function execute(name: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      stdio: ['ignore', name === 'jest' ? 'ignore' : 'inherit', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: process.stderr.isTTY ? '1' : '0' },
    });
    const stop = () => child.kill('SIGTERM');
    process.once('disconnect', stop);
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    child.on('error', reject);
    child.on('exit', (code) => {
      for (const event of ['disconnect', 'SIGINT', 'SIGTERM']) process.removeListener(event, stop);
      resolve(code ?? 1);
    });
  });
}

main().then(
  (code) => {
    process.exitCode = code;
    if (process.connected) process.disconnect();
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  },
);
