/**
 * Reads schemas written with `zod/mini` as source text: keys, types, limits and defaults from the calls, meanings from
 * the comments, which no schema keeps at run time. Follows names within a file and through relative imports. What it
 * has no words for stops the page.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/** The schema is written in a way that a page could not tell. */
export class UnreadableSchema extends Error {
  override readonly name = 'UnreadableSchema';
}

export interface Key {
  /** Dotted; `<name>` for any name, `[]` for each entry of a list. */
  readonly path: string;
  /** Absent for a group of keys. */
  readonly type?: string;
  readonly fallback?: string;
  readonly needed: boolean;
  readonly meaning: string;
  /** Forms that a value may have, by the value of one of its keys. */
  readonly variants?: readonly Variant[];
}

export interface Variant {
  /** `source` */
  readonly by: string;
  readonly value: string;
  readonly keys: readonly Key[];
}

/** An expression, the file it stands in, and what the parameters of the function around it are. */
interface Place {
  readonly expression: ts.Expression;
  readonly file: string;
  readonly parameters: ReadonlyMap<string, string>;
}

interface Described {
  readonly type?: string;
  readonly fallback?: string;
  readonly optional: boolean;
  readonly object?: Place;
  readonly entries?: Place;
  readonly listOf?: Place;
  readonly variants?: readonly { readonly by: string; readonly place: Place }[];
  /** Given only to say why it must not be given. */
  readonly never?: boolean;
}

interface Check {
  readonly kind: string;
  readonly args: readonly string[];
}

export class ZodSource {
  private readonly files = new Map<string, ts.SourceFile>();

  constructor(private readonly read: (path: string) => string = (path) => readFileSync(path, 'utf8')) {}

  /** The keys of a schema that is an object. */
  keysOf(file: string, name: string): Key[] {
    return this.below(this.objectOf(this.resolve(name, file)), '');
  }

  private objectOf(place: Place): Place {
    const { object } = this.describe(place);
    if (object === undefined) throw new UnreadableSchema(`not an object: ${place.expression.getText()}`);
    return object;
  }

  private below(place: Place, path: string): Key[] {
    return this.properties(place).flatMap(({ name, value, meaning }): Key[] => {
      const key = path === '' ? name : `${path}.${name}`;
      const described = this.describe(value);
      if (described.never === true) return [];
      const { type, fallback, optional, object, entries, listOf, variants } = described;
      const needed = !optional && fallback === undefined;
      if (meaning === '') throw new UnreadableSchema(`${key} has no comment that says what it means`);
      const shared = { needed, meaning, ...(fallback === undefined ? {} : { fallback }) };
      if (variants !== undefined)
        return [
          {
            path: key,
            ...shared,
            variants: variants.map(({ by, place: variant }) => this.variant(variant, by, key)),
          },
        ];
      if (object !== undefined) return [{ path: `${key}.*`, ...group(shared) }, ...this.below(object, key)];
      if (entries !== undefined)
        return [
          { path: `${key}.*`, ...group(shared) },
          ...this.below(this.objectOf(entries), `${key}.<name>`),
        ];
      if (listOf !== undefined && this.isObject(listOf)) return [{ path: `${key}[]`, ...group(shared) }];
      if (type === undefined) throw new UnreadableSchema(`${key} has no type that this page has words for`);
      return [{ path: key, type, ...shared }];
    });
  }

  private variant(place: Place, by: string, path: string): Variant {
    const keys = this.below(this.objectOf(place), path);
    const discriminator = keys.find((key) => key.path === `${path}.${by}`);
    const value = discriminator?.type?.replaceAll('`', '');
    if (value === undefined) throw new UnreadableSchema(`a form of ${path} does not say its ${by}`);
    return { by, value, keys };
  }

  private isObject(place: Place): boolean {
    const { object, variants } = this.describe(place);
    return object !== undefined || variants !== undefined;
  }

  /** Properties of an object literal, those that are spread into it included. */
  private properties({
    expression,
    file,
    parameters,
  }: Place): { name: string; value: Place; meaning: string }[] {
    if (!ts.isObjectLiteralExpression(expression))
      throw new UnreadableSchema(`not an object: ${expression.getText()}`);
    return expression.properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property) && ts.isIdentifier(property.expression))
        return this.properties(this.resolve(property.expression.text, file));
      if (!ts.isPropertyAssignment(property))
        throw new UnreadableSchema(`not a key with its schema: ${property.getText()}`);
      return [
        {
          name: property.name.getText(),
          value: { expression: property.initializer, file, parameters },
          meaning: commentOf(property),
        },
      ];
    });
  }

  private describe(place: Place, checks: readonly Check[] = []): Described {
    const { expression, file, parameters } = place;
    if (ts.isIdentifier(expression)) return this.describe(this.resolve(expression.text, file), checks);
    if (!ts.isCallExpression(expression)) throw new UnreadableSchema(`not a schema: ${expression.getText()}`);
    const { expression: callee, arguments: args } = expression;
    const at = (index: number): Place => {
      const argument = args[index];
      if (argument === undefined) throw new UnreadableSchema(`too few arguments: ${expression.getText()}`);
      return { expression: argument, file, parameters };
    };
    if (ts.isIdentifier(callee)) return this.describe(this.called(callee.text, args, file), checks);
    if (!ts.isPropertyAccessExpression(callee))
      throw new UnreadableSchema(`not a schema: ${expression.getText()}`);
    if (callee.name.text === 'check')
      return this.describe({ expression: callee.expression, file, parameters }, [
        ...args.flatMap((argument) => checkOf(argument, parameters)),
        ...checks,
      ]);
    const kind = callee.getText().replace(/\s/g, '').replace(/^z\./, '');
    const limits = limitsOf(checks);
    switch (kind) {
      case '_default':
      case 'prefault': {
        const inner = this.describe(at(0), checks);
        // Where the keys of a group have their own defaults, an empty one says nothing.
        return {
          ...inner,
          optional: true,
          ...(kind === 'prefault' ? {} : { fallback: textOf(at(1), inner) }),
        };
      }
      case 'optional':
        return { ...this.describe(at(0), checks), optional: true };
      case 'strictObject':
      case 'object':
        return { optional: false, object: at(0) };
      case 'record': {
        const { object, type } = this.describe(at(1));
        return object === undefined && type !== undefined
          ? { optional: false, type: `map to ${type}` }
          : { optional: false, entries: at(1) };
      }
      case 'discriminatedUnion':
        return {
          optional: false,
          variants: elementsOf(at(1)).map((variant) => ({ by: literal(at(0).expression), place: variant })),
        };
      case 'array': {
        const { type } = this.describe(at(0));
        return {
          optional: false,
          listOf: at(0),
          ...(type === undefined ? {} : { type: `list of ${type}${limits.entries}` }),
        };
      }
      case 'union':
        return {
          optional: false,
          type: elementsOf(at(0))
            .map((one) => this.describe(one).type ?? '?')
            .join(' or '),
        };
      case 'enum':
        return {
          optional: false,
          type: elementsOf(at(0))
            .map(({ expression: value }) => `\`${literal(value)}\``)
            .join(', '),
        };
      case 'literal':
        return { optional: false, type: `\`${literal(at(0).expression)}\`` };
      case 'never':
        return { optional: true, never: true };
      case 'boolean':
        return { optional: false, type: 'true or false' };
      case 'number':
        return { optional: false, type: `${limits.whole ? 'whole number' : 'number'}${limits.size}` };
      case 'string':
        return { optional: false, type: `text${limits.length}` };
      case 'url':
        return { optional: false, type: 'URL' };
      case 'iso.datetime':
        return { optional: false, type: 'time (ISO 8601)' };
      default:
        throw new UnreadableSchema(`z.${kind} has no words on this page yet`);
    }
  }

  /** The expression that a function of the same file answers, with its parameters. */
  private called(name: string, args: readonly ts.Expression[], file: string): Place {
    const { expression: made, file: where } = this.resolve(name, file);
    if (!ts.isArrowFunction(made) || ts.isBlock(made.body))
      throw new UnreadableSchema(`not a function of one expression: ${name}`);
    const parameters = new Map(
      made.parameters.map(({ name: parameter }, index) => [
        parameter.getText(),
        args[index]?.getText() ?? '',
      ]),
    );
    return { expression: made.body, file: where, parameters };
  }

  private resolve(name: string, file: string): Place {
    const source = this.sourceOf(file);
    for (const statement of source.statements) {
      if (ts.isVariableStatement(statement)) {
        const found = statement.declarationList.declarations.find((one) => one.name.getText() === name);
        if (found?.initializer) return { expression: found.initializer, file, parameters: new Map() };
      }
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const bindings = statement.importClause?.namedBindings;
      if (!bindings || !ts.isNamedImports(bindings)) continue;
      if (bindings.elements.some((element) => element.name.text === name))
        return this.resolve(name, fileOf(statement.moduleSpecifier.text, file));
    }
    throw new UnreadableSchema(`${name} is not in ${file}`);
  }

  private sourceOf(file: string): ts.SourceFile {
    const known = this.files.get(file);
    if (known) return known;
    const made = ts.createSourceFile(file, this.read(file), ts.ScriptTarget.Latest, true);
    this.files.set(file, made);
    return made;
  }
}

const group = ({ needed, meaning }: { readonly needed: boolean; readonly meaning: string }) => ({
  needed,
  meaning,
});

const fileOf = (module: string, from: string): string => {
  const path = `${resolve(dirname(from), module)}.ts`;
  if (!existsSync(path)) throw new UnreadableSchema(`${module} is not a file beside ${from}`);
  return path;
};

const elementsOf = ({ expression, file, parameters }: Place): Place[] => {
  if (!ts.isArrayLiteralExpression(expression))
    throw new UnreadableSchema(`not a list: ${expression.getText()}`);
  return expression.elements.map((element) => ({ expression: element, file, parameters }));
};

const literal = (expression: ts.Expression): string =>
  ts.isStringLiteralLike(expression) ? expression.text : expression.getText();

/** A default as it would stand in YAML. */
const textOf = ({ expression }: Place, { type = '' }: Described): string => {
  if (ts.isStringLiteralLike(expression)) return expression.text === '' ? '""' : expression.text;
  const text = expression.getText().replaceAll("'", '');
  return /number/.test(type) && /^[\d_* ]+$/.test(text) ? productOf(text) : text.replaceAll('_', '');
};

/** `8 * 1024` as a number. */
const productOf = (text: string): string =>
  String(
    text
      .replaceAll('_', '')
      .split('*')
      .reduce((product, factor) => product * Number(factor), 1),
  );

function checkOf(expression: ts.Expression, parameters: ReadonlyMap<string, string>): Check[] {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return [];
  const args = expression.arguments.map((argument) => {
    const text = argument.getText();
    return parameters.get(text) ?? text;
  });
  return [{ kind: expression.expression.name.text, args }];
}

function limitsOf(checks: readonly Check[]) {
  const of = (kind: string, words: string): string => {
    const value = checks.find((check) => check.kind === kind)?.args[0];
    return value === undefined ? '' : words.replace('#', productOf(value));
  };
  const least = of('minLength', '#');
  return {
    whole: checks.some(({ kind }) => kind === 'int'),
    size: `${of('gte', ', at least #')}${of('lte', ', at most #')}`,
    length: Number(least || 0) > 1 ? `, at least ${least} characters` : '',
    entries: of('maxLength', ', at most #'),
  };
}

const commentOf = (property: ts.PropertyAssignment): string =>
  ts
    .getJSDocCommentsAndTags(property)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
