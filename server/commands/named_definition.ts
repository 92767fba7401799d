/** The integration that a person names, as it stands in the index. */
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { INTEGRATIONS_INDEX } from '../../common/plugin';
import { readDefinitions, type StoredDefinition } from '../collection/definitions/definitions';
import { needsPerson } from '../failure';
import type { OpenSearch } from '../storage/opensearch';
import { isThere } from './state_index';

export interface NamedDefinition {
  readonly definition: IntegrationDefinition;
  /** With all others, and their versions. */
  readonly all: readonly StoredDefinition[];
}

/** Rejects with a `Failure`. */
export async function namedDefinition(openSearch: OpenSearch, id: string): Promise<NamedDefinition> {
  const all = (await isThere(openSearch, INTEGRATIONS_INDEX)) ? await readDefinitions(openSearch) : [];
  const found = all.find((one) => one.id === id);
  if (found?.parsed.ok === true) return { definition: found.parsed.definition, all };
  throw needsPerson(
    'no_such_integration',
    found === undefined
      ? `There is no integration “${id}”.`
      : `The integration “${id}” is not valid as it stands.`,
    'Check the id; integrations of a file are there once a collector has run with it.',
  );
}
