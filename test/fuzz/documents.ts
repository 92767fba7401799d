/**
 * Whatever stands in a record: it is indexed, rejected or skipped, documents are of the catalogue, say the same every
 * time and in every mode, and hold nothing that was written.
 */
import type fc from 'fast-check';
import { CONTENT_FIELDS } from '../../common/documents/content_fields';
import { INVOCATION_FIELDS } from '../../common/documents/invocation_fields';
import type { JsonObject } from '../../common/documents/json';
import { ContentMode } from '../../common/integrations/definition';
import type { TransformContext } from '../../server/transforms/context';
import { transformInvocation } from '../../server/transforms/invocation/transform';
import type { Outcome } from '../../server/transforms/outcome';
import { CANARY, withCanaries } from './checks/canary';
import { catalogueOf, misfits } from './checks/catalogue';
import { costFaults } from './checks/cost';
import { fuzz, type Fuzz } from './fuzz';
import { anyRecord } from './inputs/any_record';
import { json } from './inputs/json';
import { mutatedRecord } from './inputs/mutated_record';
import { damaged, spelled } from './inputs/record_text';

const contextOf = (contentMode: ContentMode): TransformContext => ({
  namespace: 'default',
  contentMode,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {}, hmacKey: 'a key' },
});

const MODES = ContentMode.options;
const DOCUMENT = catalogueOf('document', INVOCATION_FIELDS);
const CONTENT = catalogueOf('content', CONTENT_FIELDS);

class Broken extends Error {
  override readonly name = 'Broken';
}

function holds(faults: readonly string[], where: string): void {
  if (faults.length > 0) throw new Broken(`${where}: ${faults.join('; ')}`);
}

/** What a document says that depends on the mode: keyed hashes, and what was masked. */
function withoutModes(document: JsonObject): string {
  const copy = structuredClone(document) as { aws_bedrock?: { invocation?: JsonObject } };
  const invocation = copy.aws_bedrock?.invocation;
  for (const name of [
    'conversation',
    'prompt_prefix',
    'redactions',
    'request_metadata',
    'request_metadata_pairs',
  ])
    delete invocation?.[name];
  return JSON.stringify(copy);
}

/** In every mode, twice. */
function outcomesOf(text: string): Map<ContentMode, Outcome> {
  return new Map(
    MODES.map((mode) => {
      const outcome = transformInvocation(text, contextOf(mode));
      const again = transformInvocation(text, contextOf(mode));
      if (JSON.stringify(outcome) !== JSON.stringify(again)) throw new Broken(`${mode}: not the same twice`);
      return [mode, outcome];
    }),
  );
}

function isSound(text: string): void {
  const outcomes = outcomesOf(text);
  const said = new Set<string>();
  for (const [mode, outcome] of outcomes) {
    said.add(outcome.status === 'indexed' ? `${outcome.id} ${outcome.timestamp}` : JSON.stringify(outcome));
    if (outcome.status !== 'indexed') continue;
    const { document, content } = outcome;
    holds(misfits(document, DOCUMENT), `${mode} document`);
    if (content !== undefined) holds(misfits(content, CONTENT), `${mode} content`);
    holds(costFaults(document), `${mode} cost`);
    holds(
      (content === undefined) === (mode === 'none') ? [] : ['wrong'],
      `${mode}: whether there is content`,
    );
    said.add(withoutModes(document));
  }
  // One line for the outcome, one for its document.
  holds(said.size <= 2 ? [] : ['not the same'], 'modes');
}

function isIndexed(text: string): void {
  isSound(text);
  const { status } = transformInvocation(text, contextOf('full'));
  holds(status === 'indexed' ? [] : [status], 'a record with a schema and a time');
}

function hidesCanaries(text: string): void {
  for (const mode of MODES) {
    const outcome = transformInvocation(text, contextOf(mode));
    if (outcome.status !== 'indexed') continue;
    holds(JSON.stringify(outcome.document).includes(CANARY) ? ['holds a canary'] : [], `${mode} document`);
  }
}

const spacing = (record: JsonObject): void => {
  const [compact, spaced] = [JSON.stringify(record), JSON.stringify(record, undefined, 1)].map((text) =>
    JSON.stringify(transformInvocation(text, contextOf('full'))),
  );
  holds(compact === spaced ? [] : ['differs'], 'spelled with blanks');
};

const text = (record: fc.Arbitrary<JsonObject>): fc.Arbitrary<string> =>
  record.map((value) => JSON.stringify(value));

/** What identifies a record is no content, and is kept whatever it holds. */
const planted = (record: fc.Arbitrary<JsonObject>): fc.Arbitrary<string> =>
  record.map((value) => JSON.stringify({ ...withCanaries(value), requestId: 'r' }));

export const DOCUMENT_FUZZ: readonly Fuzz[] = [
  fuzz('any JSON at any place of a record', 300, text(anyRecord), isIndexed),
  fuzz('golden records with a few things wrong', 250, text(mutatedRecord), isIndexed),
  fuzz('golden records spelled otherwise', 100, spelled(mutatedRecord), isSound),
  fuzz('texts of records that were damaged', 200, damaged(mutatedRecord), isSound),
  fuzz('any JSON at all', 100, text(json as fc.Arbitrary<JsonObject>), isSound),
  fuzz('nothing that was written, in any record', 250, planted(anyRecord), hidesCanaries),
  fuzz('nothing that was written, in golden records', 250, planted(mutatedRecord), hidesCanaries),
  fuzz('blanks make no difference', 150, mutatedRecord, spacing),
];
