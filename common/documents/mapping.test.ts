import { contentMapping, invocationMapping, rejectedMapping } from './mappings';
import { CONTENT_FIELDS, FACET_NAMES } from './content_fields';
import { field } from './field';
import { INVOCATION_FIELDS } from './invocation_fields';
import { asObject, type JsonObject, type Maybe } from './json';
import { mappingFor } from './mapping';

function propertyOf(mapping: JsonObject, name: string): Maybe {
  let node: Maybe = mapping;
  for (const key of name.split('.')) node = asObject(asObject(node)?.properties)?.[key];
  return node;
}

test('objects nest, and nothing outside the catalogue becomes a field', () => {
  expect(mappingFor([field('a.b', 'long', '', ''), field('a.c', 'text', '', '')])).toEqual({
    dynamic: false,
    properties: { a: { properties: { b: { type: 'long' }, c: { type: 'text' } } } },
  });
});

test('keywords have a limit below what Lucene refuses, whatever the characters', () => {
  expect(propertyOf(invocationMapping, 'aws_bedrock.invocation.model_id')).toEqual({
    type: 'keyword',
    ignore_above: 1024,
  });
});

test('caller-chosen metadata are filtered as a map and grouped as pairs', () => {
  expect(propertyOf(invocationMapping, 'aws_bedrock.invocation.request_metadata')).toEqual({
    type: 'flat_object',
  });
  expect(propertyOf(invocationMapping, 'aws_bedrock.invocation.request_metadata_pairs')).toMatchObject({
    type: 'keyword',
  });
});

test('findings stay whole', () => {
  expect(propertyOf(invocationMapping, 'aws_bedrock.invocation.guardrail.findings')).toMatchObject({
    type: 'nested',
    dynamic: false,
    properties: { score: { type: 'double' }, policy: { type: 'keyword', ignore_above: 1024 } },
  });
});

test('bodies are stored and not indexed, texts are searchable', () => {
  expect(propertyOf(contentMapping, 'aws_bedrock.invocation.input.input_body_json')).toEqual({
    type: 'text',
    index: false,
    norms: false,
  });
  expect(propertyOf(contentMapping, 'gen_ai.completion')).toEqual({ type: 'text' });
});

test('times are dates in all three indices', () => {
  for (const mapping of [invocationMapping, contentMapping, rejectedMapping]) {
    expect(propertyOf(mapping, '@timestamp')).toEqual({ type: 'date' });
    expect(mapping.dynamic).toBe(false);
  }
});

test('every facet of a content document is a field of the invocation, too', () => {
  const invocation = new Set(INVOCATION_FIELDS.map(({ name }) => name));
  expect(FACET_NAMES.filter((name) => !invocation.has(name))).toEqual([]);
  const content = new Set(CONTENT_FIELDS.map(({ name }) => name));
  expect(FACET_NAMES.filter((name) => !content.has(name))).toEqual([]);
});

test('no field of an invocation is a searchable text or a stored body', () => {
  expect(INVOCATION_FIELDS.filter(({ type }) => type === 'text' || type === 'stored_text')).toEqual([]);
});

test('a name that stands twice, or is a value and an object, is refused', () => {
  expect(() => mappingFor([field('a', 'long', '', ''), field('a', 'text', '', '')])).toThrow(TypeError);
  expect(() => mappingFor([field('a', 'long', '', ''), field('a.b', 'text', '', '')])).toThrow(TypeError);
});
