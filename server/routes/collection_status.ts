/** `GET /api/bedrock/collection_status`: how fresh the data are and what needs a person. */
import type { IRouter, RequestHandlerContext } from 'osd/core/server';
import { type CollectionStatus, collectionStatusPath } from '../../common/api/collection_status';
import {
  integrationsQuery,
  readCollectionStatus,
  readIntegrationCount,
  tasksQuery,
} from '../queries/collection_status';
import { answerFailure, describeFailure } from './answer_errors';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';

export function registerCollectionStatusRoute(
  router: IRouter,
  { failures, now, collector }: RouteDeps,
): void {
  router.get({ path: collectionStatusPath(), validate: {} }, async (context, _request, response) => {
    const query = tasksQuery();
    try {
      const [tasks, integrations] = await Promise.all([
        searchAsCurrentUser(context, query),
        countIntegrations(context),
      ]);
      const { state, problem } = collector() ?? {};
      const body: CollectionStatus = {
        ...readCollectionStatus(tasks, integrations, now()),
        collector: state === undefined ? null : { state, problem: problem ?? null },
      };
      return response.ok({ body });
    } catch (error) {
      return answerFailure(error, query.index, response, failures);
    }
  });
}

/** `null` for people who may look at the data but not at the definitions. */
async function countIntegrations(context: RequestHandlerContext): Promise<number | null> {
  const query = integrationsQuery();
  try {
    return readIntegrationCount(await searchAsCurrentUser(context, query));
  } catch (error) {
    if (describeFailure(error, query.index).attributes.code === 'forbidden') return null;
    throw error;
  }
}
