/**
 * Definitions over HTTP, read and written as the current user: who may manage integrations is a permission on
 * their index. What is refused here for a person's sake is checked again by the collector for safety's.
 */
import type {
  IRouter,
  OpenSearchClient,
  OpenSearchDashboardsResponseFactory,
  RequestHandlerContext,
} from 'osd/core/server';
import * as z from 'zod/mini';
import type { ApiErrorAttributes } from '../../common/api/api_error';
import {
  INTEGRATIONS_PATH,
  type IntegrationsResponse,
  type ListedIntegration,
  type SavedIntegrationResponse,
} from '../../common/api/integrations';
import { type Disagreement, disagreements } from '../../common/integrations/coverage';
import { IntegrationDefinition } from '../../common/integrations/definition';
import { INTEGRATIONS_INDEX } from '../../common/plugin';
import { stateIndexBody } from '../collection/tasks/state_indices';
import { answerFailure } from './answer_errors';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

const MAX_INTEGRATIONS = 1_000;

const Params = z.object({ id: IntegrationDefinition.shape.id });

const Hits = z.object({
  _shards: z.object({ total: z.number() }),
  hits: z.object({ hits: z.array(z.object({ _id: z.string(), _source: z.unknown() })) }),
});

export function registerIntegrationsRoutes(router: IRouter, { failures }: RouteDeps): void {
  router.get({ path: INTEGRATIONS_PATH, validate: {} }, async (context, _request, response) => {
    try {
      const { integrations } = await listIntegrations(context);
      const body: IntegrationsResponse = { integrations };
      return response.ok({ body });
    } catch (error) {
      return answerFailure(error, INTEGRATIONS_INDEX, response, failures);
    }
  });

  router.put(
    {
      path: `${INTEGRATIONS_PATH}/{id}`,
      validate: { params: validated(Params), body: validated(IntegrationDefinition) },
    },
    async (context, request, response) => {
      const { body: definition } = request;
      if (definition.id !== request.params.id)
        return invalid(response, 400, 'The id differs from the one in the path.');
      if (definition.managed_by === 'file') {
        return invalid(
          response,
          400,
          'Definitions managed by file are written by the collector that reads the file.',
        );
      }
      try {
        const { integrations, indexExists } = await listIntegrations(context);
        const others = integrations.flatMap((one) => ('definition' in one ? [one.definition] : []));
        if (others.some(({ id, managed_by: by }) => id === definition.id && by === 'file')) {
          return invalid(
            response,
            409,
            `${definition.id} is managed by a collector's file: change it there.`,
          );
        }
        const [conflict] = disagreements(definition, others);
        if (conflict) return invalid(response, 409, describe(conflict));
        const client = context.core.opensearch.client.asCurrentUser;
        if (!indexExists) await createIndex(client);
        await save(client, definition);
        const body: SavedIntegrationResponse = { definition };
        return response.ok({ body });
      } catch (error) {
        return answerFailure(error, INTEGRATIONS_INDEX, response, failures);
      }
    },
  );
}

async function listIntegrations(
  context: RequestHandlerContext,
): Promise<{ integrations: ListedIntegration[]; indexExists: boolean }> {
  const answer = await untilSearchable(() =>
    searchAsCurrentUser(context, {
      index: INTEGRATIONS_INDEX,
      querystring: { ignore_unavailable: true, allow_partial_search_results: false },
      body: { size: MAX_INTEGRATIONS, query: { match_all: {} } },
    }),
  );
  const { _shards: shards, hits } = Hits.parse(answer);
  const integrations = hits.hits.map(({ _id: id, _source }): ListedIntegration => {
    const parsed = IntegrationDefinition.safeParse(_source);
    if (parsed.success) return { id, definition: parsed.data };
    const where = parsed.error.issues[0]?.path.map(String).join('.');
    return { id, unreadable: where ? `${where} is not valid` : 'not a definition' };
  });
  return { integrations, indexExists: shards.total > 0 };
}

const SHARD_PAUSE_MS = 250;
const SHARD_ATTEMPTS = 12;

/** The first collector creates the index, which exists a moment before its shard can be searched: 503 until then. */
async function untilSearchable<T>(search: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await search();
    } catch (error) {
      if (attempt === SHARD_ATTEMPTS || !isUnavailable(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, SHARD_PAUSE_MS));
  }
}

const isUnavailable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 503;

/** Before the first collector has run: created by the write itself, the index would get a guessed mapping. */
async function createIndex(client: OpenSearchClient): Promise<void> {
  await client.transport.request(
    { method: 'PUT', path: `/${INTEGRATIONS_INDEX}`, body: stateIndexBody(INTEGRATIONS_INDEX) },
    // 400: somebody created it meanwhile.
    { ignore: [400], maxRetries: 0 },
  );
}

/** Visible to the next search when this resolves, so that the page and the collector see what was saved. */
async function save(client: OpenSearchClient, definition: IntegrationDefinition): Promise<void> {
  await client.transport.request(
    {
      method: 'PUT',
      path: `/${INTEGRATIONS_INDEX}/_doc/${encodeURIComponent(definition.id)}`,
      querystring: { refresh: 'wait_for' },
      body: definition,
    },
    { maxRetries: 0 },
  );
}

const describe = ({ with: other, region, stream, settings }: Disagreement): string =>
  `${other} already collects ${stream.replace('_', ' ')} of this account in ${region} with another ${settings.join(' and ')}: ` +
  'one record cannot be kept in two ways. Make them agree, or remove the region from one.';

function invalid(response: OpenSearchDashboardsResponseFactory, statusCode: number, message: string) {
  const attributes: ApiErrorAttributes = { code: 'invalid', action: 'Change the definition and save again.' };
  return response.customError({ statusCode, body: { message, attributes: { ...attributes } } });
}
