/**
 * Whether a document is of the fields that the catalogue names, each of a type that its mapping takes: what OpenSearch
 * would refuse is found here, where the record that causes it is at hand.
 */
import { isIP } from 'node:net';
import type { Field, FieldType } from '../../../common/documents/field';
import type { Json, JsonObject } from '../../../common/documents/json';

/** Of a term in UTF-8 (Lucene). Keywords have a limit of their own in the mapping, keys and values of a map have none. */
const MAX_TERM_BYTES = 32_766;

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.\d{3}(\d{6})?Z)?$/;
const LONG = /^-?\d{1,18}$/;

const fitsMap = (value: Json, key: string): boolean =>
  typeof value === 'string' && Buffer.byteLength(`${key}=${value}`) < MAX_TERM_BYTES / 2;

const FITS: Record<FieldType, (value: Json) => boolean> = {
  keyword: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  stored_text: (value) => typeof value === 'string',
  date: (value) =>
    typeof value === 'string' && DATE.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10))),
  // As it is written: 1e21 is a whole number, but no long.
  long: (value) => typeof value === 'number' && LONG.test(JSON.stringify(value)),
  ip: (value) => typeof value === 'string' && isIP(value) !== 0,
  double: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  flat_object: (value) => isObject(value) && Object.entries(value).every(([key, item]) => fitsMap(item, key)),
  nested: isObject,
};

export interface Catalogue {
  readonly name: string;
  readonly types: ReadonlyMap<string, FieldType>;
}

export const catalogueOf = (name: string, fields: readonly Field[]): Catalogue => ({
  name,
  types: new Map(fields.map((field) => [field.name, field.type])),
});

/** What is wrong with the document, by field; nothing of what stands in it is quoted. */
export function misfits(document: JsonObject, { types }: Catalogue): string[] {
  const wrong: string[] = [];
  const visit = (value: Json, name: string): void => {
    if (value === null || value === '') return void wrong.push(`${name} is empty`);
    if (Array.isArray(value)) {
      if (value.length === 0) wrong.push(`${name} is an empty list`);
      for (const item of value) visit(item, name);
      return;
    }
    const type = types.get(name);
    if (type !== undefined && !FITS[type](value)) wrong.push(`${name} is no ${type}`);
    if (type === 'flat_object') return;
    if (!isObject(value)) {
      if (type === undefined) wrong.push(`${name} is no field`);
      return;
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) wrong.push(`${name} has another prototype`);
    const entries = Object.entries(value);
    if (entries.length === 0) wrong.push(`${name} is an empty object`);
    for (const [key, inner] of entries) visit(inner, name === '' ? key : `${name}.${key}`);
  };
  visit(document, '');
  return [...new Set(wrong)];
}
