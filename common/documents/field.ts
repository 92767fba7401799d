/**
 * One field of what is stored: its name, type, unit, meaning and where its value comes from. The catalogues made
 * of these are the single place that says which fields exist: mappings, the data model page and the test that no
 * transform emits anything else are made from them.
 */

export type FieldType =
  | 'keyword'
  | 'text'
  /** Stored, never searched: whole bodies. */
  | 'stored_text'
  | 'long'
  | 'double'
  | 'boolean'
  | 'date'
  | 'ip'
  /** A map with keys that callers choose: filters work, groupings do not, hence `…_pairs` beside it. */
  | 'flat_object'
  /** A list of objects whose parts belong together; its own fields follow with its name as prefix. */
  | 'nested';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly meaning: string;
  /** Where the value comes from: a path of the record, or who computes it. */
  readonly origin: string;
  readonly unit?: string;
}

export const field = (
  name: string,
  type: FieldType,
  meaning: string,
  origin: string,
  unit?: string,
): Field => ({ name, type, meaning, origin, ...(unit === undefined ? {} : { unit }) });

/** The same fields under a common prefix. */
export const under = (prefix: string, fields: readonly Field[]): readonly Field[] =>
  fields.map((inner) => ({ ...inner, name: `${prefix}.${inner.name}` }));
