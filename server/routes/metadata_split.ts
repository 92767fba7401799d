/** `POST /api/bedrock/metadata_split`: what a period costs by the values of one metadata key. */
import type { IRouter } from 'osd/core/server';
import { MetadataSplitRequest, metadataSplitPath } from '../../common/api/metadata_split';
import { metadataSplitQuery, readMetadataSplit } from '../queries/metadata_split';
import { answerFailure } from './answer_errors';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerMetadataSplitRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: metadataSplitPath(), validate: { body: validated(MetadataSplitRequest) } },
    async (context, request, response) => {
      const query = metadataSplitQuery(request.body);
      try {
        const answer = await searchAsCurrentUser(context, query);
        return response.ok({ body: readMetadataSplit(request.body, answer) });
      } catch (error) {
        return answerFailure(error, query.index, response, failures);
      }
    },
  );
}
