/** The schema types of the `@osd/config-schema` stand-in that hold one value. */
import moment from 'moment';
import { ByteSizeValue } from './byte_size_value';
import { expected, SchemaError, Type, type TypeOptions } from './schema_type';

export type Literal = string | number | boolean | null;

export const string = (
  options: TypeOptions<string> & { minLength?: number; maxLength?: number; hostname?: boolean } = {},
) =>
  new Type<string>((value, at) => {
    if (typeof value !== 'string') throw expected('string', value, at);
    const { minLength = 0, maxLength = Infinity, hostname = false } = options;
    const length = `value has length [${value.length}] but it must have a`;
    if (value.length < minLength) {
      throw new SchemaError(`${length} minimum length of [${minLength}].`, at.path);
    }
    if (value.length > maxLength) {
      throw new SchemaError(`${length} maximum length of [${maxLength}].`, at.path);
    }
    if (hostname && !/^[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i.test(value)) {
      throw new SchemaError('value must be a valid hostname (see RFC 1123).', at.path);
    }
    return value;
  }, options);

export const uri = (options: TypeOptions<string> & { scheme?: string | string[] } = {}) =>
  new Type<string>((value, at) => {
    if (typeof value !== 'string') throw expected('string', value, at);
    const schemes = options.scheme === undefined ? [] : [options.scheme].flat();
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : undefined;
    if (scheme === undefined || (schemes.length > 0 && !schemes.includes(scheme))) {
      const which = schemes.length > 0 ? ` with scheme [${schemes.join('|')}]` : '';
      throw new SchemaError(`value must be a valid URI${which} (see RFC 3986).`, at.path);
    }
    return value;
  }, options);

export const number = (options: TypeOptions<number> & { min?: number; max?: number } = {}) =>
  new Type<number>((value, at) => {
    const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof parsed !== 'number' || !Number.isFinite(parsed)) throw expected('number', value, at);
    if (options.min !== undefined && parsed < options.min) {
      throw new SchemaError(`Value must be equal to or greater than [${options.min}].`, at.path);
    }
    if (options.max !== undefined && parsed > options.max) {
      throw new SchemaError(`Value must be equal to or lower than [${options.max}].`, at.path);
    }
    return parsed;
  }, options);

export const boolean = (options?: TypeOptions<boolean>) =>
  new Type<boolean>((value, at) => {
    const text = typeof value === 'string' ? value.toLowerCase() : undefined;
    if (value === true || text === 'true') return true;
    if (value === false || text === 'false') return false;
    throw expected('boolean', value, at);
  }, options);

export const literal = <T extends Literal>(wanted: T) =>
  new Type<T>((value, at) => {
    if (value !== wanted) throw new SchemaError(`expected value to equal [${wanted}]`, at.path);
    return wanted;
  });

export const any = (options?: TypeOptions<unknown>) =>
  new Type<unknown>((value, at) => {
    if (value === undefined) throw expected('any', value, at);
    return value;
  }, options);

export const never = () =>
  new Type<never>((value, at) => {
    if (value !== undefined) throw new SchemaError("a value wasn't expected to be present", at.path);
    // An absent value is the only one allowed; it can have no type.
    return undefined as never;
  });

/** A text that cannot be read becomes an error at its place in the input. */
const reading = <T>(path: readonly string[], read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new SchemaError(error instanceof Error ? error.message : String(error), path);
  }
};

const DURATION = /^(0|[1-9]\d*)(ms|s|m|h|d|w|M|Y)$/;
const toDuration = (value: unknown): moment.Duration => {
  if (moment.isDuration(value)) return value;
  const [, count, unit] = (typeof value === 'string' && DURATION.exec(value)) || [];
  if (count !== undefined) {
    // The pattern admits moment's own unit letters only; its `Y` is spelt `y`.
    return moment.duration(Number(count), unit?.replace('Y', 'y') as moment.unitOfTime.DurationConstructor);
  }
  const milliseconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof milliseconds !== 'number' || Number.isNaN(milliseconds)) {
    throw new Error(
      'Failed to parse value as time value. Value must be a duration in milliseconds, or follow the format ' +
        "<count>[ms|s|m|h|d|w|M|Y] (e.g. '70ms', '5s', '3d', '1Y'), where the duration is a safe positive integer.",
    );
  }
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
    throw new Error('Value in milliseconds is expected to be a safe positive integer.');
  }
  return moment.duration(milliseconds);
};
export const duration = ({
  defaultValue,
  validate,
}: {
  defaultValue?: number | string | moment.Duration;
  validate?: (value: moment.Duration) => string | void;
} = {}) =>
  new Type<moment.Duration>(
    (value, at) => {
      if (typeof value !== 'string' && typeof value !== 'number' && !moment.isDuration(value)) {
        throw expected('moment.Duration', value, at);
      }
      return reading(at.path, () => toDuration(value));
    },
    { validate, defaultValue: defaultValue === undefined ? undefined : toDuration(defaultValue) },
  );

type ByteSize = number | string | ByteSizeValue;
export const byteSize = ({
  defaultValue,
  min,
  max,
  validate,
}: {
  defaultValue?: ByteSize;
  min?: ByteSize;
  max?: ByteSize;
  validate?: (value: ByteSizeValue) => string | void;
} = {}) => {
  const [least, most] = [min, max].map((limit) => (limit === undefined ? limit : ByteSizeValue.from(limit)));
  return new Type<ByteSizeValue>(
    (value, at) => {
      if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof ByteSizeValue)) {
        throw expected('ByteSize', value, at);
      }
      const size = reading(at.path, () => ByteSizeValue.from(value));
      if (least !== undefined && size.isLessThan(least)) {
        throw new SchemaError(`Value must be equal to or greater than [${least.toString()}]`, at.path);
      }
      if (most !== undefined && size.isGreaterThan(most)) {
        throw new SchemaError(`Value must be equal to or less than [${most.toString()}]`, at.path);
      }
      return size;
    },
    { validate, defaultValue: defaultValue === undefined ? undefined : ByteSizeValue.from(defaultValue) },
  );
};
