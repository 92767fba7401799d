/**
 * `@osd/config-schema` as OpenSearch Dashboards 2.19 offers it: the part the yml schema and routes use.
 * The package is on no registry; the host resolves it at run time, so it stays external in every bundle.
 */
declare module '@osd/config-schema' {
  import type { Duration } from 'moment';

  export interface TypeOptions<T> {
    defaultValue?: T | Reference<T> | (() => T);
    /** A returned text is the error. */
    validate?: (value: T) => string | void;
  }

  export abstract class Type<V> {
    readonly type: V;
    readonly __isOsdConfigSchemaType: true;
    /** Throws `ValidationError`; its message is `[namespace.path]: reason`. */
    validate(value: unknown, context?: Record<string, unknown>, namespace?: string): V;
  }
  export type TypeOf<T extends Type<unknown>> = T['type'];

  export class ValidationError extends Error {
    readonly path: string[];
    constructor(error: Error, namespace?: string);
  }
  /** To the value of another key of the same object, or of the context of `validate`. */
  export abstract class Reference<T> {
    readonly key: string;
    readonly target?: T;
  }

  export class ByteSizeValue {
    constructor(valueInBytes: number);
    static parse(text: string): ByteSizeValue;
    getValueInBytes(): number;
    isGreaterThan(other: ByteSizeValue): boolean;
    isLessThan(other: ByteSizeValue): boolean;
    isEqualTo(other: ByteSizeValue): boolean;
    toString(returnUnit?: 'b' | 'kb' | 'mb' | 'gb'): string;
  }

  export type Props = Record<string, Type<unknown>>;
  type OptionalKey<P extends Props> = {
    [K in keyof P]: undefined extends TypeOf<P[K]> ? K : never;
  }[keyof P];
  type ObjectValue<P extends Props> = Readonly<
    { [K in OptionalKey<P>]?: TypeOf<P[K]> } & { [K in Exclude<keyof P, OptionalKey<P>>]: TypeOf<P[K]> }
  >;
  export class ObjectType<P extends Props = Props> extends Type<ObjectValue<P>> {
    readonly props?: P;
    validateKey(key: string, value: unknown): unknown;
  }

  interface StringOptions extends TypeOptions<string> {
    minLength?: number;
    maxLength?: number;
    hostname?: boolean;
  }
  interface NumberOptions extends TypeOptions<number> {
    min?: number;
    max?: number;
  }
  interface ArrayOptions<T> extends TypeOptions<T[]> {
    minSize?: number;
    maxSize?: number;
  }
  interface ObjectOptions<P extends Props> extends TypeOptions<ObjectValue<P>> {
    /** Default `forbid`. */
    unknowns?: 'allow' | 'ignore' | 'forbid';
  }
  interface DurationOptions {
    /** Numbers are milliseconds; texts are `250ms`, `30s`, `5m`, `1h`, `7d`, `2w`, `1M`, `1Y`. */
    defaultValue?: number | string | Duration;
    validate?: (value: Duration) => string | void;
  }
  interface ByteSizeOptions {
    /** Numbers are bytes; texts are `512b`, `8kb`, `8mb`, `1gb`. */
    defaultValue?: number | string | ByteSizeValue;
    min?: number | string | ByteSizeValue;
    max?: number | string | ByteSizeValue;
    validate?: (value: ByteSizeValue) => string | void;
  }
  type Literal = string | number | boolean | null;
  /** The value types of a list of schemas. */
  type OneOf<T extends ReadonlyArray<Type<unknown>>> = T[number]['type'];

  export const schema: {
    any(options?: TypeOptions<unknown>): Type<unknown>;
    arrayOf<T>(item: Type<T>, options?: ArrayOptions<T>): Type<T[]>;
    boolean(options?: TypeOptions<boolean>): Type<boolean>;
    byteSize(options?: ByteSizeOptions): Type<ByteSizeValue>;
    conditional<A extends Literal | object, B, C>(
      left: Reference<A>,
      right: Reference<A> | A | Type<unknown>,
      equal: Type<B>,
      notEqual: Type<C>,
      options?: TypeOptions<B | C>,
    ): Type<B | C>;
    contextRef<T>(key: string): Reference<T>;
    duration(options?: DurationOptions): Type<Duration>;
    literal<T extends Literal>(value: T): Type<T>;
    mapOf<K, V>(key: Type<K>, value: Type<V>, options?: TypeOptions<Map<K, V>>): Type<Map<K, V>>;
    maybe<V>(type: Type<V>): Type<V | undefined>;
    never(): Type<never>;
    nullable<V>(type: Type<V>): Type<V | null>;
    number(options?: NumberOptions): Type<number>;
    object<P extends Props>(props: P, options?: ObjectOptions<P>): ObjectType<P>;
    oneOf<T extends Array<Type<unknown>>>(types: [...T], options?: TypeOptions<OneOf<T>>): Type<OneOf<T>>;
    recordOf<K extends string, V>(
      key: Type<K>,
      value: Type<V>,
      options?: TypeOptions<Record<K, V>>,
    ): Type<Record<K, V>>;
    siblingRef<T>(key: string): Reference<T>;
    string(options?: StringOptions): Type<string>;
    uri(options?: TypeOptions<string> & { scheme?: string | string[] }): Type<string>;
  };

  export function isConfigSchema(value: unknown): value is Type<unknown>;
}
