/** `POST /api/bedrock/guardrail_metrics`: the guardrails of a period as CloudWatch saw them. */
import type { IRouter } from 'osd/core/server';
import { GuardrailMetricsRequest, guardrailMetricsPath } from '../../common/api/guardrail_metrics';
import { guardrailMetricsQuery, guardrailSeries, readGuardrailMetrics } from '../queries/guardrail_metrics';
import { answerFailure } from './answer_errors';
import { periodFor } from './metric_period';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerGuardrailMetricsRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: guardrailMetricsPath(), validate: { body: validated(GuardrailMetricsRequest) } },
    async (context, request, response) => {
      const series = guardrailSeries(request.body);
      try {
        const period = await periodFor(context, series, request.body);
        const answer =
          period.used === null
            ? undefined
            : await searchAsCurrentUser(context, guardrailMetricsQuery(request.body, period.used.seconds));
        return response.ok({ body: readGuardrailMetrics(request.body, period, answer) });
      } catch (error) {
        return answerFailure(error, series.index, response, failures);
      }
    },
  );
}
