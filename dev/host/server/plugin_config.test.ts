import { schema } from '../osd_modules/config_schema';
import { parseManifest } from './manifest';
import { expandDottedKeys, readPluginConfig } from './plugin_config';

const manifest = (configPath: string | string[]) =>
  parseManifest(
    JSON.stringify({ id: 'samplePlugin', version: '2.19.4', configPath, server: true, ui: true }),
    '2.19.4',
  );
const descriptor = {
  schema: schema.object({
    greeting: schema.string({ defaultValue: 'hello' }),
    secret: schema.maybe(schema.string()),
  }),
  exposeToBrowser: { greeting: true },
};

test('keys may be nested or dotted', () => {
  expect(expandDottedKeys({ 'a.b': 1, a: { 'c.d': 2 } })).toEqual({ a: { b: 1, c: { d: 2 } } });
});

test('only what is exposed goes to the browser', () => {
  const { value, browser } = readPluginConfig(manifest('sample'), descriptor, { 'sample.secret': 's' });

  expect(value).toEqual({ greeting: 'hello', secret: 's' });
  expect(browser).toEqual({ greeting: 'hello' });
});

test('a root that equals the snake_case id leaks everything to the browser, as 2.19 does', () => {
  const { browser } = readPluginConfig(manifest('sample_plugin'), descriptor, {
    sample_plugin: { secret: 's' },
  });

  expect(browser).toEqual({ greeting: 'hello', secret: 's' });
});

test('a root of several keys is found', () => {
  const { value } = readPluginConfig(manifest(['sample', 'inner']), descriptor, {
    'sample.inner.secret': 's',
  });

  expect(value).toMatchObject({ secret: 's' });
});

test('keys of nobody, and keys the schema does not have, stop the host', () => {
  expect(() => readPluginConfig(manifest('sample'), descriptor, { smaple: {} })).toThrow(
    'Unknown configuration key(s): "smaple"',
  );
  expect(() => readPluginConfig(manifest('sample'), descriptor, { sample: { a: 1 } })).toThrow(
    '[config validation of [sample].a]: definition for this key is missing',
  );
});
