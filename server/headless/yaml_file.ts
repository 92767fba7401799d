/**
 * A YAML file as plain values, with variables replaced and every place still known by its line. Problems are told in
 * words of our own: those of the parser quote the file, in which there are secrets.
 */
import {
  isCollection,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Document } from 'yaml';
import { substituteVariables } from './variables';

export interface FileProblem {
  /** 1-based; absent where the problem stands nowhere. */
  readonly line?: number;
  /** `integrations[0].streams`, or '' for the file as a whole. */
  readonly place: string;
  /** Never a value of the file. */
  readonly problem: string;
}

export type Path = readonly (string | number)[];

export interface YamlFile {
  readonly value: unknown;
  /** Line of a key, or of the nearest thing around it that is there. */
  lineOf(path: Path): number | undefined;
  /** Whether the value came wholly or partly from variables. */
  isReplaced(path: Path): boolean;
}

const WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'wrong indentation',
  BAD_SCALAR_START: 'a value that begins with @ or ` has to stand in quotes',
  DUPLICATE_KEY: 'the same key twice',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  MULTIPLE_DOCS: 'more than one document',
  TAB_AS_INDENT: 'a tab where only spaces may indent',
  TAG_RESOLVE_FAILED: 'an unknown tag',
  UNEXPECTED_TOKEN: 'not valid YAML; within { } and [ ] a value with ${…} has to stand in quotes',
};

/** The file, or every problem of it. */
export function readYaml(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): YamlFile | { readonly problems: readonly FileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const lineAt = (offset: number | undefined): number | undefined =>
    offset === undefined ? undefined : lines.linePos(offset).line;
  const broken = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({
    line: lineAt(offset),
    place: '',
    problem: WORDS[code] ?? `not valid YAML (${code})`,
  }));
  if (broken.length > 0) return { problems: firstOfEachLine(broken) };

  const { problems, replaced } = replaceVariables(document, environment, lineAt);
  if (problems.length > 0) return { problems };
  const value = valueOf(document);
  if (value === TOO_MANY_ALIASES)
    return { problems: [{ place: '', problem: 'an alias without its anchor, or too many of them' }] };
  return {
    value,
    lineOf: (path) => lineAt(startOf(document, path)),
    isReplaced: (path) => replaced.has(nodeAt(document, path).node),
  };
}

/** One slip of the pen is several errors to a parser. */
const firstOfEachLine = (problems: readonly FileProblem[]): FileProblem[] =>
  problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);

const TOO_MANY_ALIASES = Symbol('too many aliases');

/** More aliases than a person writes would fill our memory; the parser refuses them, and those that lead nowhere, by throwing. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) return TOO_MANY_ALIASES;
    throw error;
  }
}

function replaceVariables(
  document: Document,
  environment: Readonly<Record<string, string | undefined>>,
  lineAt: (offset: number | undefined) => number | undefined,
): { problems: FileProblem[]; replaced: ReadonlySet<Node | undefined> } {
  const problems: FileProblem[] = [];
  const replaced = new Set<Node | undefined>();
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const { text, missing, malformed, replaced: changed } = substituteVariables(node.value, environment);
      const where = { line: lineAt(node.range?.[0]), place: placeOf(ancestors, node) };
      for (const name of missing)
        problems.push({ ...where, problem: `the environment has no variable ${name}` });
      if (malformed)
        problems.push({
          ...where,
          problem: 'a ${ that begins no variable; write $${ for the characters themselves',
        });
      node.value = text;
      if (changed) replaced.add(node);
    },
  });
  return { problems, replaced };
}

/** Place of a node by what stands around it. */
function placeOf(ancestors: readonly unknown[], node: Node): string {
  const chain = [...ancestors, node];
  const path = chain.flatMap((one, index): (string | number)[] => {
    if (isPair(one)) return [isScalar(one.key) ? String(one.key.value) : '?'];
    if (isSeq(one)) return [one.items.indexOf(chain[index + 1])];
    return [];
  });
  return describePath(path);
}

export const describePath = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');

/** The node at a path, through aliases; where it is not there, the last one on the way. */
function nodeAt(document: Document, path: Path): { node: Node | undefined; start: number | undefined } {
  let node: unknown = document.contents;
  let start: number | undefined = document.contents?.range?.[0];
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) return { node: undefined, start };
    const next: unknown = node.get(step, true);
    if (next === undefined) return { node: undefined, start };
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    start = startOfNode(pair?.key) ?? startOfNode(next) ?? start;
    node = next;
  }
  if (isAlias(node)) node = node.resolve(document);
  return { node: isScalar(node) || isCollection(node) ? node : undefined, start };
}

const startOf = (document: Document, path: Path): number | undefined => nodeAt(document, path).start;

const startOfNode = (node: unknown): number | undefined =>
  isScalar(node) || isCollection(node) || isAlias(node) ? node.range?.[0] : undefined;
