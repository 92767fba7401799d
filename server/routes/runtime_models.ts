/** `POST /api/bedrock/runtime_models`: the models of a period as CloudWatch saw them, the worst first. */
import type { IRouter } from 'osd/core/server';
import { RuntimeModelsRequest, runtimeModelsPath } from '../../common/api/runtime_models';
import { modelSeries } from '../queries/runtime_figures';
import { readRuntimeModels, runtimeModelsQuery } from '../queries/runtime_models';
import { answerFailure } from './answer_errors';
import { periodFor } from './metric_period';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerRuntimeModelsRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: runtimeModelsPath(), validate: { body: validated(RuntimeModelsRequest) } },
    async (context, request, response) => {
      const series = modelSeries(request.body.filters);
      try {
        const period = await periodFor(context, series, request.body);
        const answer =
          period.used === null
            ? undefined
            : await searchAsCurrentUser(context, runtimeModelsQuery(request.body, period.used.seconds));
        return response.ok({ body: readRuntimeModels(request.body, period, answer) });
      } catch (error) {
        return answerFailure(error, series.index, response, failures);
      }
    },
  );
}
