import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { IntegrationDefinition } from '../common/integrations/definition';
import { parseCollectorFile } from '../server/headless/collector_file';
import { CollectorFile } from '../server/headless/collector_file_schema';
import type { Key } from './schema_doc/zod_source';
import {
  COLLECTOR_PAGE,
  collectorKeys,
  collectorPage,
  EXAMPLES,
  integrationKeys,
  INTEGRATIONS_PAGE,
  integrationsPage,
} from './settings_doc';

test('the pages say what the schemas say (npx tsx scripts/settings_doc.ts)', () => {
  expect(readFileSync(INTEGRATIONS_PAGE, 'utf8')).toBe(integrationsPage());
  expect(readFileSync(COLLECTOR_PAGE, 'utf8')).toBe(collectorPage());
});

/** What the schemas themselves say of their keys, with defaults. */
interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly not?: object;
  readonly default?: unknown;
  readonly required?: readonly string[];
}

interface Leaf {
  readonly path: string;
  readonly fallback: unknown;
  readonly needed: boolean;
}

function leavesOf(schema: JsonSchema, path = ''): Leaf[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]): Leaf[] => {
    const at = path === '' ? name : `${path}.${name}`;
    const forms = inner.oneOf?.filter((form) => form.properties !== undefined) ?? [];
    if (inner.not !== undefined) return [];
    if (forms.length > 0) return forms.flatMap((form) => leavesOf(form, at));
    if (inner.properties !== undefined) return leavesOf(inner, at);
    // A map of plain values is one key.
    if (typeof inner.additionalProperties === 'object' && inner.additionalProperties.properties !== undefined)
      return leavesOf(inner.additionalProperties, `${at}.<name>`);
    return [{ path: at, fallback: inner.default, needed: schema.required?.includes(name) ?? false }];
  });
}

const documented = (keys: readonly Key[]): Leaf[] =>
  keys.flatMap(({ path, type, fallback, needed, variants = [] }) => [
    ...variants.flatMap((variant) => documented(variant.keys)),
    ...(type === undefined ? [] : [{ path, fallback, needed }]),
  ]);

const known = (schema: z.ZodMiniType): Leaf[] =>
  leavesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);

const byPath = (leaves: readonly Leaf[]): string[] => [...new Set(leaves.map(({ path }) => path))].sort();

describe.each([
  [
    'integrations.md',
    integrationKeys,
    IntegrationDefinition,
    (path: string) => !/^(intents|managed_by)/.test(path),
  ],
  ['collector-settings.md', collectorKeys, CollectorFile, (path: string) => path !== 'integrations'],
] as const)('%s', (_page, keysOf, schema, isShown) => {
  const shown = documented(keysOf());
  const real = known(schema).filter(({ path }) => isShown(path));

  test('has every key that the schema knows, and no other', () => {
    expect(byPath(shown)).toEqual(byPath(real));
  });

  test('gives the defaults that the schema gives, and says what is needed', () => {
    for (const { path, fallback, needed } of real) {
      const told = shown.filter((leaf) => leaf.path === path);
      const text =
        fallback === undefined
          ? undefined
          : fallback === ''
            ? '""'
            : Array.isArray(fallback)
              ? '[]'
              : typeof fallback === 'object'
                ? JSON.stringify(fallback)
                : String(fallback);
      expect(told).toContainEqual({ path, fallback: text, needed });
    }
  });
});

test('the examples are good as they stand', () => {
  const file = `opensearch: { hosts: ["https://opensearch.example:9200"] }\n${EXAMPLES}`;
  expect(parseCollectorFile(file, 'example.yml', {}).integrations).toHaveLength(3);
});
