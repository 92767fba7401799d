/**
 * OpenSearch mappings from a field catalogue. `dynamic: false`: what is not in the catalogue is kept but never
 * becomes a field, so that the number of fields does not grow with traffic.
 */
import type { Field, FieldType } from './field';
import type { JsonObject } from './json';

/**
 * Longer keywords stay in the document but are not searchable; without a limit one would be refused as a whole
 * (Lucene takes terms of up to 32,766 bytes, and a character has up to four).
 */
const IGNORE_ABOVE = 1024;

const PROPERTY: Record<FieldType, JsonObject> = {
  keyword: { type: 'keyword', ignore_above: IGNORE_ABOVE },
  text: { type: 'text' },
  stored_text: { type: 'text', index: false, norms: false },
  long: { type: 'long' },
  double: { type: 'double' },
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  // What is an address elsewhere need not be one to OpenSearch.
  ip: { type: 'ip', ignore_malformed: true },
  flat_object: { type: 'flat_object' },
  nested: { type: 'nested', dynamic: false },
};

interface Node {
  readonly field?: Field;
  readonly children: Map<string, Node>;
}

function treeOf(fields: readonly Field[]): Node {
  const root: Node = { children: new Map() };
  for (const field of fields) {
    const path = field.name.split('.');
    const last = path.pop() ?? '';
    let node = root;
    for (const name of path) {
      const next: Node = node.children.get(name) ?? { children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    const existing = node.children.get(last);
    if (existing?.field) throw new TypeError(`field ${field.name} stands twice in a catalogue`);
    node.children.set(last, { field, children: existing?.children ?? new Map() });
  }
  return root;
}

function propertiesOf({ children }: Node): JsonObject {
  const properties: JsonObject = {};
  for (const [name, child] of [...children].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const inner: JsonObject = child.children.size === 0 ? {} : { properties: propertiesOf(child) };
    properties[name] = child.field ? { ...PROPERTY[child.field.type], ...inner } : inner;
  }
  return properties;
}

/**
 * The `mappings` of an index template.
 * @throws TypeError when a name stands twice in the catalogue, or is both a value and an object
 */
export function mappingFor(catalogue: readonly Field[]): JsonObject {
  const tree = treeOf(catalogue);
  for (const { name, type } of catalogue) {
    if (type !== 'nested' && catalogue.some((other) => other.name.startsWith(`${name}.`))) {
      throw new TypeError(`field ${name} cannot be a value and an object`);
    }
  }
  return { dynamic: false, properties: propertiesOf(tree) };
}
