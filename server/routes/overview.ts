/** `POST /api/bedrock/overview`: the figures of the Overview page. */
import type { IRouter } from 'osd/core/server';
import { OverviewRequest, overviewPath } from '../../common/api/overview';
import { overviewQuery, readOverview } from '../queries/overview';
import { answerFailure } from './answer_errors';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerOverviewRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: overviewPath(), validate: { body: validated(OverviewRequest) } },
    async (context, request, response) => {
      const query = overviewQuery(request.body);
      try {
        const answer = await searchAsCurrentUser(context, query);
        return response.ok({ body: readOverview(request.body, answer) });
      } catch (error) {
        return answerFailure(error, query.index, response, failures);
      }
    },
  );
}
