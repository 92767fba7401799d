/** `POST /api/bedrock/runtime_series`: one or several models over time, as CloudWatch saw them. */
import type { IRouter } from 'osd/core/server';
import { RuntimeSeriesRequest, runtimeSeriesPath } from '../../common/api/runtime_series';
import { readRuntimeSeries, runtimeSeriesQuery, seriesOfModels } from '../queries/runtime_series';
import { answerFailure } from './answer_errors';
import { periodFor } from './metric_period';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerRuntimeSeriesRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: runtimeSeriesPath(), validate: { body: validated(RuntimeSeriesRequest) } },
    async (context, request, response) => {
      const series = seriesOfModels(request.body);
      try {
        const period = await periodFor(context, series, request.body);
        const answer =
          period.used === null
            ? undefined
            : await searchAsCurrentUser(context, runtimeSeriesQuery(request.body, period.used.seconds));
        return response.ok({ body: readRuntimeSeries(request.body, period, answer) });
      } catch (error) {
        return answerFailure(error, series.index, response, failures);
      }
    },
  );
}
