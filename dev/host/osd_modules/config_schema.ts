/**
 * Stand-in for `@osd/config-schema`, which is on no registry: the schema types the plugin uses, with the
 * host's rules (unknown keys are errors, numbers and booleans are read from texts, texts are never read from
 * numbers, defaults are not validated) and its wording of errors.
 */
import { ByteSizeValue } from './byte_size_value';
import {
  any,
  boolean,
  byteSize,
  duration,
  literal,
  never,
  number,
  string,
  uri,
  type Literal,
} from './scalar_types';
import {
  expected,
  inside,
  type Parse,
  Reference,
  SchemaError,
  Type,
  typeName,
  type TypeOptions,
  ValidationError,
} from './schema_type';

export { ByteSizeValue, Reference, Type, ValidationError };

type AnyType = Type<unknown>;
export type Props = Record<string, AnyType>;
export type TypeOf<T extends AnyType> = T['type'];
type OptionalKey<P extends Props> = {
  [K in keyof P]: undefined extends TypeOf<P[K]> ? K : never;
}[keyof P];
type ObjectValue<P extends Props> = Readonly<
  { [K in OptionalKey<P>]?: TypeOf<P[K]> } & { [K in Exclude<keyof P, OptionalKey<P>>]: TypeOf<P[K]> }
>;
type ObjectOptions<P extends Props> = TypeOptions<ObjectValue<P>> & {
  unknowns?: 'allow' | 'ignore' | 'forbid';
};
type Sized<T> = TypeOptions<T> & { minSize?: number; maxSize?: number };

const isRecord = (value: unknown): value is Record<string, unknown> => typeName(value) === 'Object';

/** Arrays and objects in a query string arrive as JSON. */
const fromJson = (value: unknown, what: string, path: readonly string[]): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SchemaError(`could not parse ${what} value from json input`, path);
  }
};

export class ObjectType<P extends Props = Props> extends Type<ObjectValue<P>> {
  constructor(
    readonly props: P,
    { unknowns = 'forbid', ...options }: ObjectOptions<P> = {},
  ) {
    super((input, at) => {
      const value = fromJson(input === undefined ? {} : input, 'object', at.path);
      if (!isRecord(value)) {
        throw new SchemaError(
          `expected a plain object value, but found [${typeName(value)}] instead.`,
          at.path,
        );
      }
      const result: Record<string, unknown> = {};
      const inOrder = Object.entries(props).sort(
        ([, a], [, b]) => Number(a.readsSiblings) - Number(b.readsSiblings),
      );
      for (const [key, type] of inOrder) {
        const parsed = type.parseAt(value[key], inside(at, key, result));
        if (parsed !== undefined) result[key] = parsed;
      }
      for (const key of Object.keys(value)) {
        if (key in props) continue;
        if (unknowns === 'forbid') {
          throw new SchemaError('definition for this key is missing', [...at.path, key]);
        }
        if (unknowns === 'allow') result[key] = value[key];
      }
      return result as ObjectValue<P>;
    }, options);
  }

  validateKey(key: string, value: unknown): unknown {
    const type = this.props[key];
    if (type === undefined) throw new Error(`${key} is not a valid part of this schema`);
    return type.validate(value, {}, key);
  }
}

const arrayOf = <T>(item: Type<T>, options: Sized<T[]> = {}) =>
  new Type<T[]>((input, at) => {
    const value = fromJson(input, 'array', at.path);
    if (!Array.isArray(value)) throw expected('array', value, at);
    const size = `array size is [${value.length}], but cannot be`;
    if (options.minSize !== undefined && value.length < options.minSize) {
      throw new SchemaError(`${size} smaller than [${options.minSize}]`, at.path);
    }
    if (options.maxSize !== undefined && value.length > options.maxSize) {
      throw new SchemaError(`${size} greater than [${options.maxSize}]`, at.path);
    }
    return value.map((element: unknown, index) => {
      if (element === undefined) {
        throw new SchemaError('sparse array are not allowed', [...at.path, `${index}`]);
      }
      return item.parseAt(element, inside(at, `${index}`));
    });
  }, options);

const entriesOf =
  <K, V>(key: Type<K>, item: Type<V>, what: string): Parse<Array<[K, V]>> =>
  (input, at) => {
    const value = input instanceof Map ? Object.fromEntries(input) : fromJson(input, 'record', at.path);
    if (!isRecord(value)) throw expected(what, value, at);
    return Object.entries(value).map(([name, element]) => [
      key.parseAt(name, inside(at, `key("${name}")`)),
      item.parseAt(element, inside(at, name)),
    ]);
  };
const recordOf = <K extends string, V>(
  key: Type<K>,
  item: Type<V>,
  options: TypeOptions<Record<K, V>> = {},
) =>
  new Type<Record<K, V>>(
    (value, at) => Object.fromEntries(entriesOf(key, item, 'object')(value, at)) as Record<K, V>,
    options,
  );
const mapOf = <K, V>(key: Type<K>, item: Type<V>, options: TypeOptions<Map<K, V>> = {}) =>
  new Type<Map<K, V>>((value, at) => new Map(entriesOf(key, item, 'Map] or [object')(value, at)), options);

const maybe = <V>(type: Type<V>) =>
  new Type<V | undefined>(
    (value, at) => (value === undefined ? undefined : type.parseAt(value, at)),
    {},
    type.readsSiblings,
  );

const oneOf = <T extends AnyType[]>(types: [...T], options?: TypeOptions<T[number]['type']>) =>
  new Type<T[number]['type']>((value, at) => {
    if (value === undefined) {
      throw new SchemaError('expected at least one defined value but got [undefined]', at.path);
    }
    const failures: SchemaError[] = [];
    for (const [index, type] of types.entries()) {
      try {
        return type.parseAt(value, at);
      } catch (error) {
        if (!(error instanceof SchemaError)) throw error;
        const path = [...at.path, `${index}`, ...error.path.slice(at.path.length)];
        failures.push(new SchemaError(error.message, path, error.alternatives));
      }
    }
    throw new SchemaError('types that failed validation:', at.path, failures);
  }, options);

const nullable = <V>(type: Type<V>): Type<V | null> =>
  new Type<V | null>((value, at) => oneOf([type, literal(null)]).parseAt(value, at), { defaultValue: null });

const conditional = <A extends Literal | object, B, C>(
  left: Reference<A>,
  right: Reference<A> | A | AnyType,
  equal: Type<B>,
  notEqual: Type<C>,
  options: TypeOptions<B | C> = {},
) =>
  new Type<B | C>(
    (value, at) => {
      const actual = left.resolve(at);
      const holds =
        right instanceof Type
          ? accepts(right, actual)
          : actual === (right instanceof Reference ? right.resolve(at) : right);
      return holds ? equal.parseAt(value, at) : notEqual.parseAt(value, at);
    },
    options,
    true,
  );
const accepts = (type: AnyType, value: unknown): boolean => {
  try {
    type.validate(value);
    return true;
  } catch (error) {
    if (error instanceof ValidationError) return false;
    throw error;
  }
};

export const schema = {
  any,
  arrayOf,
  boolean,
  byteSize,
  conditional,
  contextRef: <T>(key: string) => new Reference<T>(key, 'context'),
  duration,
  literal,
  mapOf,
  maybe,
  never,
  nullable,
  number,
  object: <P extends Props>(props: P, options?: ObjectOptions<P>) => new ObjectType(props, options),
  oneOf,
  recordOf,
  siblingRef: <T>(key: string) => new Reference<T>(key, 'siblings'),
  string,
  uri,
};

export const isConfigSchema = (value: unknown): value is AnyType =>
  typeof value === 'object' && value !== null && '__isOsdConfigSchemaType' in value;
