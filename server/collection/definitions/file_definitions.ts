/**
 * Definitions that stand in a collector's file, brought into the index that all collectors read. The file owns them
 * except for what people asked meanwhile (pause, backfills), which is kept; what is gone from the file is switched
 * off and not deleted, since its checkpoints are worth something; what people manage themselves is never touched.
 */
import { isDeepStrictEqual } from 'node:util';
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import { Intents } from '../../../common/integrations/intents';
import { INTEGRATIONS_INDEX } from '../../../common/plugin';
import { needsPerson, retryLater } from '../../failure';
import { expectAnswer } from '../../storage/answers';
import type { OpenSearch } from '../../storage/opensearch';
import { ensureStateIndices } from '../tasks/state_indices';
import { type DefinitionDocument, definitionDocuments } from './definitions';

export interface UpsertedDefinitions {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  /** Gone from the file. */
  readonly disabled: readonly string[];
}

const NEEDS = `read and write on ${INTEGRATIONS_INDEX}`;
const ATTEMPTS = 5;

/** Safe to repeat, and to be done by several collectors with the same file at once. Rejects with a `Failure`. */
export async function upsertFileDefinitions(
  openSearch: OpenSearch,
  definitions: readonly IntegrationDefinition[],
): Promise<UpsertedDefinitions> {
  await ensureStateIndices(openSearch);
  const created: string[] = [];
  const updated: string[] = [];
  const disabled: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = new Map((await definitionDocuments(openSearch)).map((one) => [one._id, one]));
    refuseTakenIds(definitions, stored);
    let contended = false;
    for (const definition of definitions) {
      const present = stored.get(definition.id);
      const wanted = asStored(definition, present);
      if (present !== undefined && isSame(present._source, wanted)) continue;
      if (await write(openSearch, definition.id, wanted, present))
        (present === undefined ? created : updated).push(definition.id);
      else contended = true;
    }
    const inFile = new Set(definitions.map(({ id }) => id));
    for (const gone of stored.values()) {
      const { managed_by: by, enabled } = gone._source;
      if (by !== 'file' || enabled === false || inFile.has(gone._id)) continue;
      if (await write(openSearch, gone._id, { ...gone._source, enabled: false }, gone))
        disabled.push(gone._id);
      else contended = true;
    }
    if (contended) continue;
    const changed = new Set([...created, ...updated]);
    const unchanged = definitions.map(({ id }) => id).filter((id) => !changed.has(id));
    return { created, updated, unchanged, disabled };
  }
  throw retryLater('definitions_contended', 'The integrations kept changing while the file was brought in.');
}

/** All or nothing: a file of which one half is in force is harder to understand than one that is refused. */
function refuseTakenIds(
  definitions: readonly IntegrationDefinition[],
  stored: ReadonlyMap<string, DefinitionDocument>,
): void {
  const taken = definitions.filter(({ id }) => {
    const present = stored.get(id);
    return present !== undefined && present._source.managed_by !== 'file';
  });
  if (taken.length === 0) return;
  throw needsPerson(
    'id_taken',
    `Integrations with these ids exist and are managed by people: ${taken.map(({ id }) => id).join(', ')}.`,
    'Give those in the file other ids, or remove the others in Dashboards.',
  );
}

function asStored(
  definition: IntegrationDefinition,
  present: DefinitionDocument | undefined,
): IntegrationDefinition {
  const asked = Intents.safeParse(present?._source.intents);
  return {
    ...definition,
    managed_by: 'file',
    intents: asked.success && present !== undefined ? asked.data : definition.intents,
  };
}

/** As JSON, whatever the order of keys. */
/** As JSON has them, since that is how one of them comes back. */
const isSame = (a: object, b: object): boolean => isDeepStrictEqual(asJson(a), asJson(b));

const asJson = (value: object): unknown => JSON.parse(JSON.stringify(value));

/** False when somebody else was faster. */
async function write(
  openSearch: OpenSearch,
  id: string,
  body: object,
  present: DefinitionDocument | undefined,
): Promise<boolean> {
  const name = encodeURIComponent(id);
  const { statusCode } = await expectAnswer(
    openSearch,
    {
      method: 'PUT',
      path: `/${INTEGRATIONS_INDEX}/${present === undefined ? '_create' : '_doc'}/${name}`,
      querystring: {
        refresh: 'wait_for',
        ...(present === undefined
          ? {}
          : { if_seq_no: present._seq_no, if_primary_term: present._primary_term }),
      },
      body,
    },
    { doing: 'write an integration', needs: NEEDS, alsoFine: [409] },
  );
  return statusCode !== 409;
}
