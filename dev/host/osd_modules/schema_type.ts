/**
 * The base of every schema of the `@osd/config-schema` stand-in: defaults, custom validation, references and
 * errors that carry the path to the wrong value, worded like the host's so that people can look them up.
 */

/** Where in the input a value stands, and what references may look at. */
export interface Position {
  readonly path: readonly string[];
  readonly siblings: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}
export type Parse<V> = (value: unknown, at: Position) => V;

export class SchemaError extends Error {
  constructor(
    message: string,
    readonly path: readonly string[],
    readonly alternatives: readonly SchemaError[] = [],
  ) {
    super(message);
  }
}

export class ValidationError extends Error {
  override readonly name = 'ValidationError';
  readonly path: string[];

  constructor(error: Error, namespace?: string) {
    const path = error instanceof SchemaError ? [...error.path] : [];
    super(describe(error, namespace, 0));
    this.path = path;
  }
}

const describe = (error: Error, namespace: string | undefined, level: number): string => {
  const schemaError = error instanceof SchemaError ? error : new SchemaError(error.message, []);
  const path = namespace === undefined ? schemaError.path : [namespace, ...schemaError.path];
  const lines = schemaError.alternatives.map(
    (alternative) => `${' '.repeat(level)}- ${describe(alternative, namespace, level + 1)}`,
  );
  const message = [schemaError.message, ...lines].join('\n');
  return path.length === 0 ? message : `[${path.join('.')}]: ${message}`;
};

export class Reference<T> {
  readonly target?: T;
  constructor(
    readonly key: string,
    private readonly from: 'siblings' | 'context',
  ) {}

  resolve(at: Position): T {
    // The one place where a reference's type is taken on trust, as the host does.
    return at[this.from][this.key] as T;
  }
}

export interface TypeOptions<T> {
  defaultValue?: T | Reference<T> | (() => T);
  /** A method, so that a schema of a narrower value may stand where a wider one is asked for. */
  validate?(value: T): string | void;
}

const isProvider = <T>(value: T | (() => T)): value is () => T => typeof value === 'function';

export class Type<V> {
  readonly type!: V;
  readonly __isOsdConfigSchemaType = true as const;

  constructor(
    private readonly parse: Parse<V>,
    private readonly options: TypeOptions<V> = {},
    /** True for types that read siblings, which are therefore parsed after them. */
    readonly readsSiblings = options.defaultValue instanceof Reference,
  ) {}

  validate(value: unknown, context: Record<string, unknown> = {}, namespace?: string): V {
    try {
      return this.parseAt(value, { path: [], siblings: {}, context });
    } catch (error) {
      if (error instanceof SchemaError) throw new ValidationError(error, namespace);
      throw error;
    }
  }

  /** A default stands as it is: like the host's, it is not validated. */
  parseAt(value: unknown, at: Position): V {
    const { defaultValue, validate } = this.options;
    if (value === undefined && defaultValue !== undefined) {
      if (defaultValue instanceof Reference) return defaultValue.resolve(at);
      return isProvider(defaultValue) ? defaultValue() : defaultValue;
    }
    const parsed = this.parse(value, at);
    const complaint = validate?.(parsed);
    if (typeof complaint === 'string') throw new SchemaError(complaint, at.path);
    return parsed;
  }
}

export const inside = (at: Position, key: string, siblings = at.siblings): Position => ({
  ...at,
  path: [...at.path, key],
  siblings,
});

/** Names types as the host's messages do: `string`, `undefined`, `Array`, `Object`. */
export const typeName = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.prototype.toString.call(value).slice(8, -1)
    : value === null
      ? 'null'
      : typeof value;

export const expected = (what: string, value: unknown, at: Position): SchemaError =>
  new SchemaError(`expected value of type [${what}] but got [${typeName(value)}]`, at.path);
