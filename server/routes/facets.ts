/** `POST /api/bedrock/facets`: what the filters of every page offer. */
import type { IRouter } from 'osd/core/server';
import { FacetsRequest, facetsPath } from '../../common/api/facets';
import { facetsQuery, readFacets } from '../queries/facets';
import { answerFailure } from './answer_errors';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerFacetsRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: facetsPath(), validate: { body: validated(FacetsRequest) } },
    async (context, request, response) => {
      const query = facetsQuery(request.body);
      try {
        const answer = await searchAsCurrentUser(context, query);
        return response.ok({ body: readFacets(answer) });
      } catch (error) {
        return answerFailure(error, query.index, response, failures);
      }
    },
  );
}
