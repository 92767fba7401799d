/** `POST /api/bedrock/runtime_delivery`: deliveries of invocation logs, and use of the quota of tokens per minute. */
import type { IRouter } from 'osd/core/server';
import {
  type RuntimeDelivery,
  RuntimeDeliveryRequest,
  runtimeDeliveryPath,
} from '../../common/api/runtime_delivery';
import { quotaSeries, quotaUseQuery, readQuotaUse } from '../queries/quota_use';
import { deliverySeries, readRuntimeDelivery, runtimeDeliveryQuery } from '../queries/runtime_delivery';
import { answerFailure } from './answer_errors';
import { periodFor } from './metric_period';
import type { RouteDeps } from './route_deps';
import { searchAsCurrentUser } from './search_as_current_user';
import { validated } from './validation';

export function registerRuntimeDeliveryRoute(router: IRouter, { failures }: RouteDeps): void {
  router.post(
    { path: runtimeDeliveryPath(), validate: { body: validated(RuntimeDeliveryRequest) } },
    async (context, request, response) => {
      const asked = request.body;
      const ofDelivery = deliverySeries(asked);
      const delivery = async () => {
        const period = await periodFor(context, ofDelivery, asked);
        if (period.used === null) return readRuntimeDelivery(period, undefined);
        const query = runtimeDeliveryQuery(asked, period.used.seconds);
        return readRuntimeDelivery(period, await searchAsCurrentUser(context, query));
      };
      const quota = async () => {
        const period = await periodFor(context, quotaSeries(asked), asked);
        if (period.used === null) return readQuotaUse(period, undefined);
        const query = quotaUseQuery(asked, period.used.seconds);
        return readQuotaUse(period, await searchAsCurrentUser(context, query));
      };
      try {
        const [delivered, used] = await Promise.all([delivery(), quota()]);
        const body: RuntimeDelivery = { range: asked.range, delivery: delivered, quota: used };
        return response.ok({ body });
      } catch (error) {
        return answerFailure(error, ofDelivery.index, response, failures);
      }
    },
  );
}
