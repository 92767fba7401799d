/**
 * Definitions as they stand in the index, parsed anew each time: whoever may write the index is not thereby
 * trusted. One that does not parse stays visible with the reason; it never stops the others.
 */
import * as z from 'zod/mini';
import { IntegrationDefinition } from '../../../common/integrations/definition';
import { INTEGRATIONS_INDEX } from '../../../common/plugin';
import { expectAnswer } from '../../storage/answers';
import type { OpenSearch } from '../../storage/opensearch';

export interface StoredDefinition {
  readonly id: string;
  /** Changes with every write to the document. */
  readonly version: string;
  readonly parsed:
    | { readonly ok: true; readonly definition: IntegrationDefinition }
    /** Where and how the definition is wrong; never its values. */
    | { readonly ok: false; readonly problem: string };
}

/** More than anybody has; a page of them is read in one request. */
const MAX_DEFINITIONS = 1_000;

/** A definition's document, with the version that a conditional write names. */
export const DefinitionDocument = z.object({
  _id: z.string(),
  _seq_no: z.number(),
  _primary_term: z.number(),
  _source: z.record(z.string(), z.unknown()),
});
export type DefinitionDocument = z.infer<typeof DefinitionDocument>;

const Hits = z.object({ hits: z.object({ hits: z.array(DefinitionDocument) }) });

/** Rejects with a `Failure`. */
export async function readDefinitions(openSearch: OpenSearch): Promise<StoredDefinition[]> {
  const documents = await definitionDocuments(openSearch);
  return documents.map(({ _id, _seq_no, _primary_term, _source }) => ({
    id: _id,
    version: `${_primary_term}:${_seq_no}`,
    parsed: parse(_id, _source),
  }));
}

/** Rejects with a `Failure`. An answer from only some shards counts as none, since it would look like removals. */
export async function definitionDocuments(openSearch: OpenSearch): Promise<DefinitionDocument[]> {
  const { body } = await expectAnswer(
    openSearch,
    {
      method: 'POST',
      path: `/${INTEGRATIONS_INDEX}/_search`,
      querystring: { allow_partial_search_results: false },
      body: { size: MAX_DEFINITIONS, seq_no_primary_term: true, query: { match_all: {} } },
    },
    { doing: 'read the integrations', needs: `read on ${INTEGRATIONS_INDEX}` },
  );
  return Hits.parse(body).hits.hits;
}

function parse(id: string, source: unknown): StoredDefinition['parsed'] {
  const parsed = IntegrationDefinition.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') || 'the definition';
    return { ok: false, problem: `${where} is not valid (${issue?.code ?? 'unknown'})` };
  }
  // Tasks are named by the document's id; another id inside could take over another integration's tasks.
  if (parsed.data.id !== id) return { ok: false, problem: 'id differs from the id of the document' };
  return { ok: true, definition: parsed.data };
}
