/**
 * What a person asks of the collector, written into the definition: pause, resume, run now, backfill, price anew. Each
 * change is conditional on the version that was read, so that two people who ask at once both get what they asked for.
 */
import * as z from 'zod/mini';
import { IntegrationDefinition } from '../../../common/integrations/definition';
import { AskedSpan, type Intents, MAX_ASKED_SPANS } from '../../../common/integrations/intents';
import { INTEGRATIONS_INDEX } from '../../../common/plugin';
import { needsPerson, retryLater } from '../../failure';
import { expectAnswer } from '../../storage/answers';
import type { OpenSearch } from '../../storage/opensearch';

const NEEDS = `read and write on ${INTEGRATIONS_INDEX}`;
const ATTEMPTS = 5;

const Found = z.object({
  _seq_no: z.number(),
  _primary_term: z.number(),
  _source: z.record(z.string(), z.unknown()),
});

/**
 * Changes the intents of one definition, and nothing else of it. Resolves to the intents as they are now; `change`
 * may be called more than once. Rejects with a `Failure`.
 */
export async function changeIntents(
  openSearch: OpenSearch,
  integrationId: string,
  change: (intents: Intents) => Intents,
): Promise<Intents> {
  const path = `/${INTEGRATIONS_INDEX}/_doc/${encodeURIComponent(integrationId)}`;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const read = await expectAnswer(
      openSearch,
      { method: 'GET', path },
      { doing: 'read the integration', needs: NEEDS, alsoFine: [404] },
    );
    const found = Found.safeParse(read.body);
    if (!found.success) throw noSuchIntegration(integrationId);
    const { _seq_no, _primary_term, _source } = found.data;
    const definition = IntegrationDefinition.safeParse(_source);
    if (!definition.success)
      throw needsPerson(
        'invalid_definition',
        `The integration ${integrationId} is not valid as it stands.`,
        'Correct it where it comes from (its page, or the collector’s file) and try again.',
      );
    const intents = change(definition.data.intents);
    const written = await expectAnswer(
      openSearch,
      {
        method: 'PUT',
        path,
        querystring: { if_seq_no: _seq_no, if_primary_term: _primary_term, refresh: 'wait_for' },
        body: { ..._source, intents },
      },
      { doing: 'change the integration', needs: NEEDS, alsoFine: [409] },
    );
    if (written.statusCode !== 409) return intents;
  }
  throw retryLater('intents_contended', `The integration ${integrationId} kept changing meanwhile.`);
}

export const pause = (openSearch: OpenSearch, integrationId: string): Promise<Intents> =>
  changeIntents(openSearch, integrationId, (intents) => ({ ...intents, paused: true }));

export const resume = (openSearch: OpenSearch, integrationId: string): Promise<Intents> =>
  changeIntents(openSearch, integrationId, (intents) => ({ ...intents, paused: false }));

/** Every task of the integration, as soon as a collector looks. `now` in epoch milliseconds. */
export const runNow = (openSearch: OpenSearch, integrationId: string, now: number): Promise<Intents> =>
  changeIntents(openSearch, integrationId, (intents) => ({
    ...intents,
    // Later than the last one, whatever the clock of whoever asked that said.
    run_now_at: Math.max(now, (intents.run_now_at ?? 0) + 1),
  }));

/** Kinds of spans that can be asked for, as people read them. */
const SPANS = {
  backfill: { list: 'backfills', name: 'backfill' },
  repricing: { list: 'repricings', name: 're-pricing' },
} as const;
export type SpanKind = keyof typeof SPANS;

/** Asking for the same again changes nothing; another span under a name that is taken is refused. */
export async function askForSpan(
  openSearch: OpenSearch,
  integrationId: string,
  kind: SpanKind,
  asked: AskedSpan,
): Promise<Intents> {
  const { list, name } = SPANS[kind];
  const parsed = AskedSpan.safeParse(asked);
  if (!parsed.success)
    throw needsPerson(
      `invalid_${kind}`,
      `The ${name} is not valid: ${parsed.error.issues[0]?.message ?? 'not a span of time'}.`,
      'Give an id and two ISO 8601 times, the first before the second.',
    );
  const span = parsed.data;
  return changeIntents(openSearch, integrationId, (intents) => {
    const present = intents[list];
    const same = present.find(({ id }) => id === span.id);
    if (same !== undefined && (same.from !== span.from || same.to !== span.to))
      throw needsPerson(
        `${kind}_exists`,
        `There is a ${name} “${span.id}” of another span already.`,
        'Choose another id, or remove that one first.',
      );
    if (same !== undefined) return intents;
    if (present.length >= MAX_ASKED_SPANS)
      throw needsPerson(
        `too_many_${list}`,
        `The integration has ${MAX_ASKED_SPANS} ${name}s already.`,
        'Remove those that are done.',
      );
    return { ...intents, [list]: [...present, span] };
  });
}

/** Its tasks end and go, their results with them; the data stay. */
export const removeSpan = (
  openSearch: OpenSearch,
  integrationId: string,
  kind: SpanKind,
  spanId: string,
): Promise<Intents> => {
  const { list } = SPANS[kind];
  return changeIntents(openSearch, integrationId, (intents) => ({
    ...intents,
    [list]: intents[list].filter(({ id }) => id !== spanId),
  }));
};

const noSuchIntegration = (id: string) =>
  needsPerson(
    'no_such_integration',
    `There is no integration “${id}”.`,
    'Check its id in the list of integrations.',
  );
