import { ZodSource } from './zod_source';

const keysOf = (source: string) => new ZodSource(() => source).keysOf('schema.ts', 'Schema');
const schema = (body: string, before = ''): string =>
  `${before}\nexport const Schema = z.strictObject({\n${body}\n});`;

test('types, limits, defaults and meanings', () => {
  expect(
    keysOf(
      schema(`
    /** How
     * many. */
    count: z._default(z.number().check(z.int(), z.gte(1), z.lte(8 * 1_024)), 4),
    /** Names. */
    names: z.optional(z.array(z.string()).check(z.maxLength(5))),
    /** Which. */
    which: z.enum(['a', 'b']),
    /** Of things. */
    group: z.prefault(z.strictObject({
      /** Whether. */
      on: z._default(z.boolean(), false),
    }), {}),
    only_to_say_why: z.optional(z.never('because')),
  `),
    ),
  ).toEqual([
    {
      path: 'count',
      type: 'whole number, at least 1, at most 8192',
      fallback: '4',
      needed: false,
      meaning: 'How many.',
    },
    { path: 'names', type: 'list of text, at most 5', needed: false, meaning: 'Names.' },
    { path: 'which', type: '`a`, `b`', needed: true, meaning: 'Which.' },
    { path: 'group.*', needed: false, meaning: 'Of things.' },
    { path: 'group.on', type: 'true or false', fallback: 'false', needed: false, meaning: 'Whether.' },
  ]);
});

test('a map of plain values is one key', () => {
  expect(keysOf(schema('/** Names. */ names: z._default(z.record(z.string(), z.string()), {})'))).toEqual([
    { path: 'names', type: 'map to text', fallback: '{}', needed: false, meaning: 'Names.' },
  ]);
});

test('names, functions and what is spread are followed', () => {
  const before = `const share = (most) => z.number().check(z.lte(most));
    const SHARED = {
      /** Shared. */
      part: share(7),
    };`;
  expect(keysOf(schema('...SHARED,', before))).toEqual([
    { path: 'part', type: 'number, at most 7', needed: true, meaning: 'Shared.' },
  ]);
});

test('forms are told apart by one of their keys', () => {
  const before = `const A = z.strictObject({
      /** The a. */
      kind: z.literal('a'),
    });`;
  expect(keysOf(schema("/** Either. */ form: z.discriminatedUnion('kind', [A])", before))).toEqual([
    {
      path: 'form',
      needed: true,
      meaning: 'Either.',
      variants: [
        {
          by: 'kind',
          value: 'a',
          keys: [{ path: 'form.kind', type: '`a`', needed: true, meaning: 'The a.' }],
        },
      ],
    },
  ]);
});

test.each([
  ['a key without a comment', 'key: z.boolean()', 'has no comment'],
  ['a schema it has no words for', '/** When. */ key: z.bigint()', 'z.bigint'],
  ['a name that is nowhere', '/** What. */ key: Unknown', 'Unknown is not in'],
  ['a key without its schema', '/** What. */ key', 'not a key with its schema'],
])('%s stops the page', (_what, body, message) => {
  expect(() => keysOf(schema(body))).toThrow(message);
});
