import { readFileSync } from 'node:fs';
import { configSchema } from '../server/config';
import { CONFIGURATION_PAGE, configKeys, configurationPage } from './configuration_doc';

test('docs/configuration.md says what server/config.ts says (npx tsx scripts/configuration_doc.ts)', () => {
  expect(readFileSync(CONFIGURATION_PAGE, 'utf8')).toBe(configurationPage());
});

/** Paths of all values of an object, dotted; a list is a value. */
const pathsOf = (value: object, path: string): string[] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? pathsOf(inner, `${path}.${key}`)
      : [`${path}.${key}`],
  );

test('the page has every key that the schema knows, with the defaults that it gives', () => {
  const keys = configKeys(readFileSync(`${__dirname}/../server/config.ts`, 'utf8')).filter(
    ({ type }) => type,
  );
  const everything = {
    hmac_key: 'x'.repeat(32),
    collector: { opensearch: { username: 'name', password: 'word' } },
    aws: {
      endpoint: 'http://localhost',
      credentials: { '<name>': { access_key_id: 'id', secret_access_key: 'key', session_token: 'token' } },
    },
    allowed: { accounts: [], role_arns: [], log_groups: [], buckets: [], queues: [] },
  };
  const paths = pathsOf(configSchema.validate(everything), 'bedrock');
  expect(keys.map(({ key }) => key).sort()).toEqual(paths.sort());

  const defaults = pathsOf(configSchema.validate({}), 'bedrock');
  const withDefault = keys.filter(({ fallback }) => fallback !== undefined).map(({ key }) => key);
  expect(withDefault.sort()).toEqual(defaults.sort());
});

const schemaFile = (body: string): string => `export const configSchema = schema.object({\n${body}\n});`;

test('types, limits, defaults and meanings come from the source', () => {
  const source = schemaFile(`
    /** Of things. */
    group: schema.object({
      /** How
       * many. */
      count: schema.number({ defaultValue: 4, min: 1, max: 8 }),
      /** Secret. Names. */
      names: schema.maybe(schema.arrayOf(schema.string({ minLength: 3 }))),
    }),
  `);
  expect(configKeys(source)).toEqual([
    { key: 'bedrock.group.*', meaning: 'Of things.' },
    {
      key: 'bedrock.group.count',
      type: 'number, at least 1, at most 8',
      fallback: '4',
      meaning: 'How many.',
    },
    { key: 'bedrock.group.names', type: 'list of text, length at least 3', meaning: 'Secret. Names.' },
  ]);
});

test.each([
  ['a key without a comment', 'key: schema.boolean()', 'has no comment'],
  ['a schema it has no words for', '/** When. */ key: schema.duration()', 'schema.duration'],
  ['a key that is spread', '...others', 'not a key'],
])('%s stops the page', (_what, body, message) => {
  expect(() => configKeys(schemaFile(body))).toThrow(message);
});
