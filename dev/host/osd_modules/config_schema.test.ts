import type { schema as real } from '@osd/config-schema';
import { ByteSizeValue, schema, ValidationError } from './config_schema';

/** Fails to compile when the stand-in lacks something that is schema. */
const offered: Record<keyof typeof real, unknown> = schema;

const reasonOf = (validate: () => unknown): string => {
  try {
    validate();
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

test('all that is declared is there', () => {
  expect(Object.values(offered).every((member) => typeof member === 'function')).toBe(true);
});

test('what is absent takes its default, also inside an absent object', () => {
  const type = schema.object({
    enabled: schema.boolean({ defaultValue: true }),
    collector: schema.object({
      threads: schema.number({ defaultValue: 2 }),
      user: schema.maybe(schema.string()),
    }),
    name: schema.nullable(schema.string()),
  });

  expect(type.validate(undefined)).toEqual({ enabled: true, collector: { threads: 2 }, name: null });
  expect(type.validate({ collector: { user: 'a' } }).collector).toEqual({ threads: 2, user: 'a' });
});

test('an unknown key is refused, and the message says where it stands', () => {
  const type = schema.object({ aws: schema.object({ region: schema.maybe(schema.string()) }) });

  const message = reasonOf(() =>
    type.validate({ aws: { regoin: 'x' } }, {}, 'config validation of [bedrock]'),
  );

  expect(message).toBe('[config validation of [bedrock].aws.regoin]: definition for this key is missing');
});

test('unknown keys are kept or dropped where the schema says so', () => {
  expect(schema.object({}, { unknowns: 'allow' }).validate({ a: 1 })).toEqual({ a: 1 });
  expect(schema.object({}, { unknowns: 'ignore' }).validate({ a: 1 })).toEqual({});
});

test('a missing value without a default is refused with its type', () => {
  const type = schema.object({ user: schema.string() });

  expect(reasonOf(() => type.validate({}))).toBe(
    '[user]: expected value of type [string] but got [undefined]',
  );
});

test.each([
  [schema.number(), '12', 12],
  [schema.boolean(), 'TRUE', true],
  [schema.arrayOf(schema.number()), '[1,"2"]', [1, 2]],
  [schema.object({ a: schema.number() }), '{"a":1}', { a: 1 }],
])('values that come as text, as in a query string, are read: %#', (type, text, value) => {
  expect(type.validate(text)).toEqual(value);
});

test.each([
  [schema.string(), 1, 'expected value of type [string] but got [number]'],
  [schema.number(), 'a', 'expected value of type [number] but got [string]'],
  [schema.number({ min: 2 }), 1, 'Value must be equal to or greater than [2].'],
  [schema.number({ max: 2 }), 3, 'Value must be equal to or lower than [2].'],
  [schema.string({ minLength: 3 }), 'ab', 'value has length [2] but it must have a minimum length of [3].'],
  [schema.literal('a'), 'b', 'expected value to equal [a]'],
  [schema.arrayOf(schema.string()), {}, 'expected value of type [array] but got [Object]'],
  [schema.arrayOf(schema.string(), { minSize: 1 }), [], 'array size is [0], but cannot be smaller than [1]'],
  [schema.arrayOf(schema.string()), ['a', 1], '[1]: expected value of type [string] but got [number]'],
  [
    schema.recordOf(schema.string(), schema.number()),
    { a: 'x' },
    '[a]: expected value of type [number] but got [string]',
  ],
  [schema.object({}), [], 'expected a plain object value, but found [Array] instead.'],
  [schema.string({ validate: () => 'not this one' }), 'x', 'not this one'],
  [
    schema.uri({ scheme: ['https'] }),
    'http://a',
    'value must be a valid URI with scheme [https] (see RFC 3986).',
  ],
])('the host refuses it in these words: %#', (type, value, message) => {
  expect(reasonOf(() => type.validate(value))).toBe(message);
});

test('each alternative of a union says why it does not fit', () => {
  const type = schema.object({ mode: schema.oneOf([schema.literal('full'), schema.number()]) });

  expect(reasonOf(() => type.validate({ mode: 'half' }))).toBe(
    [
      '[mode]: types that failed validation:',
      '- [mode.0]: expected value to equal [full]',
      '- [mode.1]: expected value of type [number] but got [string]',
    ].join('\n'),
  );
});

test('durations and sizes are read from texts and numbers', () => {
  expect(schema.duration().validate('5m').asMilliseconds()).toBe(300_000);
  expect(schema.duration({ defaultValue: '1h' }).validate(undefined).asMinutes()).toBe(60);
  expect(schema.duration().validate(1_500).asSeconds()).toBe(1.5);
  expect(schema.byteSize().validate('8mb').getValueInBytes()).toBe(8_388_608);
  expect(reasonOf(() => schema.duration().validate('soon'))).toContain('Failed to parse value as time value');
  expect(reasonOf(() => schema.byteSize({ max: '1kb' }).validate('2kb'))).toBe(
    'Value must be equal to or less than [1kb]',
  );
  expect(new ByteSizeValue(1_536).toString()).toBe('1.5kb');
});

test('a condition looks at a sibling, wherever the sibling stands', () => {
  const type = schema.object({
    password: schema.conditional(
      schema.siblingRef<boolean>('login'),
      true,
      schema.string(),
      schema.maybe(schema.string()),
    ),
    login: schema.boolean({ defaultValue: false }),
  });

  expect(type.validate({})).toEqual({ login: false });
  expect(reasonOf(() => type.validate({ login: true }))).toContain(
    '[password]: expected value of type [string]',
  );
});

test('a map comes from an object', () => {
  expect(schema.mapOf(schema.string(), schema.number()).validate({ a: '1' })).toEqual(new Map([['a', 1]]));
});
