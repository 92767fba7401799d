/**
 * `npx tsx scripts/configuration_doc.ts`: writes docs/configuration.md from server/config.ts, so that the page can
 * never say anything else than what the host accepts. Read as source, because meanings stand in its comments and
 * the host's schema package, which it is written for, is on no registry.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './bundles/layout';

export const CONFIGURATION_PAGE = join(root, 'docs', 'configuration.md');
const SCHEMA_FILE = join(root, 'server', 'config.ts');
const YML_ROOT = 'bedrock';
/** How the comment of a key begins whose value must not be read by others. */
const SECRET = 'Secret.';

/** The schema is written in a way that this page could not tell. */
export class UnreadableSchema extends Error {
  override readonly name = 'UnreadableSchema';
}

export interface ConfigKey {
  readonly key: string;
  /** Absent for a group of keys. */
  readonly type?: string;
  /** As it would stand in yml; absent where there is none. */
  readonly fallback?: string;
  readonly meaning: string;
}

/** Every key and every group that has a comment, in the order of the file. */
export function configKeys(source: string): ConfigKey[] {
  const file = ts.createSourceFile('config.ts', source, ts.ScriptTarget.Latest, true);
  const values = new Map<string, ts.Expression>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) values.set(name.text, initializer);
    }
  }
  const schema = values.get('configSchema');
  if (!schema) throw new UnreadableSchema('server/config.ts has no configSchema');
  return keysBelow(schemaCall(schema, values), YML_ROOT, values);
}

interface SchemaCall {
  readonly kind: string;
  readonly args: readonly ts.Expression[];
}

type Values = ReadonlyMap<string, ts.Expression>;

/** `schema.<kind>(…)`, also behind a name of the same file. */
function schemaCall(expression: ts.Expression | undefined, values: Values): SchemaCall {
  const found = expression && ts.isIdentifier(expression) ? values.get(expression.text) : expression;
  if (found && ts.isCallExpression(found) && ts.isPropertyAccessExpression(found.expression)) {
    return { kind: found.expression.name.text, args: found.arguments };
  }
  throw new UnreadableSchema(`not a schema: ${expression?.getText() ?? 'nothing'}`);
}

function keysBelow({ kind, args }: SchemaCall, path: string, values: Values): ConfigKey[] {
  const [first, second] = args;
  if (kind === 'maybe') return keysBelow(schemaCall(first, values), path, values);
  if (kind === 'recordOf') return keysBelow(schemaCall(second, values), `${path}.<name>`, values);
  return properties(first).flatMap((property) => {
    const key = `${path}.${property.name.getText()}`;
    const call = schemaCall(property.initializer, values);
    const meaning = commentOf(property);
    if (holdsKeys(call, values)) {
      const group = meaning === '' ? [] : [{ key: `${key}.*`, meaning }];
      return [...group, ...keysBelow(call, key, values)];
    }
    if (meaning === '') throw new UnreadableSchema(`${key} has no comment that says what it means`);
    return [{ key, type: typeOf(call, values), ...defaultOf(call), meaning }];
  });
}

function holdsKeys({ kind, args }: SchemaCall, values: Values): boolean {
  if (kind === 'maybe') return holdsKeys(schemaCall(args[0], values), values);
  if (kind === 'recordOf') return holdsKeys(schemaCall(args[1], values), values);
  return kind === 'object';
}

function typeOf({ kind, args }: SchemaCall, values: Values): string {
  const [first, second] = args;
  switch (kind) {
    case 'maybe':
      return typeOf(schemaCall(first, values), values);
    case 'arrayOf':
      return `list of ${typeOf(schemaCall(first, values), values)}`;
    case 'recordOf':
      return `${typeOf(schemaCall(second, values), values)} by name`;
    case 'object':
      return `{ ${properties(first)
        .map(
          ({ name, initializer }) => `${name.getText()}: ${typeOf(schemaCall(initializer, values), values)}`,
        )
        .join(', ')} }`;
    case 'boolean':
      return 'true or false';
    case 'number':
      return `number${option(first, 'min', ', at least ')}${option(first, 'max', ', at most ')}`;
    case 'string':
      return `text${option(first, 'minLength', ', length at least ')}`;
    case 'uri':
      return 'URL';
    default:
      throw new UnreadableSchema(`schema.${kind} has no words on this page yet`);
  }
}

function defaultOf({ args }: SchemaCall): { fallback?: string } {
  const value = args
    .map((argument) => optionOf(argument, 'defaultValue'))
    .find((found) => found !== undefined);
  return value === undefined ? {} : { fallback: value.getText().replace(/\s+/g, ' ') };
}

const option = (options: ts.Expression | undefined, name: string, words: string): string => {
  const value = optionOf(options, name);
  return value === undefined ? '' : `${words}${value.getText()}`;
};

function optionOf(options: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  return properties(options).find((property) => property.name.getText() === name)?.initializer;
}

function properties(object: ts.Expression | undefined): ts.PropertyAssignment[] {
  if (!object || !ts.isObjectLiteralExpression(object)) {
    throw new UnreadableSchema(`not an object: ${object?.getText() ?? 'nothing'}`);
  }
  return object.properties.map((property) => {
    if (ts.isPropertyAssignment(property)) return property;
    throw new UnreadableSchema(`not a key with its schema: ${property.getText()}`);
  });
}

const commentOf = (property: ts.PropertyAssignment): string =>
  ts
    .getJSDocCommentsAndTags(property)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ key, type = '', fallback, meaning }: ConfigKey): string =>
  `| ${[`\`${key}\``, type, fallback === undefined ? '' : `\`${fallback}\``, meaning].map(cell).join(' | ')} |`;

export function configurationPage(): string {
  const keys = configKeys(readFileSync(SCHEMA_FILE, 'utf8'));
  const secrets = keys.filter(({ meaning }) => meaning.startsWith(SECRET)).map(({ key }) => `\`${key}\``);
  return `# Configuration

Written by \`npx tsx scripts/configuration_doc.ts\` from \`server/config.ts\`; do not edit it by hand.

These keys stand in \`opensearch_dashboards.yml\`. None is needed to begin with: the plugin then collects with the default
credential chain of the Dashboards process. A change takes effect when Dashboards is restarted.

**Dashboards does not start with a key it does not know.** So a mistyped key below \`${YML_ROOT}\` stops it with a message that
names the key, and so does every key of this page once the plugin is gone: **remove the keys before you remove the
plugin.**

**Secrets** are best kept in Dashboards' keystore instead of the file, for example with
\`bin/opensearch-dashboards-keystore add bedrock.collector.opensearch.password\`. They are in no index, no log and no browser:
integrations, which are stored in an index, refer to credentials by name. These keys are secret:

${secrets.map((key) => `- ${key}`).join('\n')}

| key | type | default | meaning |
| --- | --- | --- | --- |
${keys.map(row).join('\n')}
`;
}

if (require.main === module) writeFileSync(CONFIGURATION_PAGE, configurationPage());
