/**
 * Reads the file that a collector without Dashboards is configured with. Everything that is wrong is told at once, with
 * its line and its place, and never with a value: there are secrets in the file.
 */
import { readFileSync } from 'node:fs';
import { disagreements } from '../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { CollectorFile } from './collector_file_schema';
import { schemaProblems } from './schema_problems';
import { describePath, type FileProblem, type Path, readYaml, type YamlFile } from './yaml_file';

/** The file cannot be used. One line for each problem. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';

  constructor(
    readonly file: string,
    readonly problems: readonly FileProblem[],
  ) {
    super(problems.map((problem) => describe(file, problem)).join('\n'));
  }
}

const describe = (file: string, { line, place, problem }: FileProblem): string =>
  [line === undefined ? file : `${file}:${line}`, ...(place === '' ? [] : [place]), problem].join(': ');

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `UnusableFile`. */
export function readCollectorFile(path: string, environment: Environment): CollectorFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    throw new UnusableFile(path, [
      { place: '', problem: code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})` },
    ]);
  }
  return parseCollectorFile(text, path, environment);
}

/** Throws `UnusableFile`. */
export function parseCollectorFile(text: string, path: string, environment: Environment): CollectorFile {
  const yaml = readYaml(text, environment);
  if ('problems' in yaml) throw new UnusableFile(path, yaml.problems);
  const parsed = parseWithNumbers(yaml);
  const problems = [
    ...parsed.problems,
    ...(parsed.file === undefined ? [] : contradictions(parsed.file)),
  ].map(({ path: steps, problem }) => {
    const line = yaml.lineOf(steps);
    return { ...(line === undefined ? {} : { line }), place: describePath(steps), problem };
  });
  if (parsed.file === undefined || problems.length > 0)
    throw new UnusableFile(
      path,
      problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    );
  const { integrations } = parsed.file;
  if (integrations === undefined) return parsed.file;
  return { ...parsed.file, integrations: integrations.map((one) => ({ ...one, managed_by: 'file' })) };
}

interface Problem {
  readonly path: Path;
  readonly problem: string;
}

/** A variable's value is text; where the schema wants a number or true or false, it is read as one. */
function parseWithNumbers(yaml: YamlFile): { file?: CollectorFile; problems: readonly Problem[] } {
  const value = structuredClone(yaml.value);
  let result = CollectorFile.safeParse(value);
  if (result.success) return { file: result.data, problems: [] };
  let anyRead = false;
  for (const issue of result.error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code !== 'invalid_type' || !yaml.isReplaced(path)) continue;
    anyRead = readAt(value, path, issue.expected) || anyRead;
  }
  if (anyRead) result = CollectorFile.safeParse(value);
  if (result.success) return { file: result.data, problems: [] };
  return { problems: schemaProblems(result.error.issues, (path) => at(value, path) !== undefined) };
}

/** Puts the number or the truth value that a text stands for in its place. */
function readAt(value: unknown, path: Path, expected: string): boolean {
  const last = path.at(-1);
  const parent = at(value, path.slice(0, -1));
  const text = last === undefined ? undefined : memberOf(parent, last);
  if (last === undefined || typeof text !== 'string' || typeof parent !== 'object' || parent === null)
    return false;
  const read =
    (expected === 'number' || expected === 'int') && /^-?\d+(\.\d+)?$/.test(text)
      ? Number(text)
      : expected === 'boolean' && /^(true|false)$/.test(text)
        ? text === 'true'
        : undefined;
  return read !== undefined && Reflect.set(parent, last, read);
}

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>(memberOf, value);

const memberOf = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Reflect.get(value, step)
    : undefined;

/** What is wrong although every part is right. */
function contradictions({ integrations = [], aws }: CollectorFile): Problem[] {
  return integrations.flatMap((definition, index): Problem[] => {
    const within = (...path: Path): Path => ['integrations', index, ...path];
    const before = integrations.slice(0, index);
    return [
      ...(before.some(({ id }) => id === definition.id)
        ? [{ path: within('id'), problem: 'is there twice' }]
        : []),
      ...disagreements(definition, before).map((conflict) => ({
        path: within(),
        problem: `${conflict.with} treats the same data (${conflict.stream} in ${conflict.region}) with another ${conflict.settings.join(' and ')}`,
      })),
      ...(isUntouched(definition)
        ? []
        : [
            {
              path: within('intents'),
              problem: 'pause, run-now, backfill and reprice are commands, they do not stand in the file',
            },
          ]),
      ...namesOf(definition)
        .filter((name) => !Object.hasOwn(aws.credentials, name))
        .map((name) => ({ path: within('credentials'), problem: `aws.credentials has no “${name}”` })),
    ];
  });
}

const isUntouched = ({ intents }: IntegrationDefinition): boolean =>
  !intents.paused &&
  intents.run_now_at === undefined &&
  intents.backfills.length === 0 &&
  intents.repricings.length === 0;

/** Names of credentials that a definition refers to. */
function namesOf({ credentials }: IntegrationDefinition): string[] {
  if (credentials.type === 'named') return [credentials.name];
  return credentials.type === 'assume_role' && credentials.source !== undefined ? [credentials.source] : [];
}
