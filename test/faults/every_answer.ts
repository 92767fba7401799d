/** What every route of the plugin answers to a person who may read everything. */
import { collectionStatusPath } from '../../common/api/collection_status';
import { facetsPath } from '../../common/api/facets';
import { guardrailMetricsPath } from '../../common/api/guardrail_metrics';
import { INTEGRATIONS_PATH } from '../../common/api/integrations';
import { NO_FILTERS } from '../../common/api/invocation_scope';
import { metadataSplitPath } from '../../common/api/metadata_split';
import { overviewPath } from '../../common/api/overview';
import { runtimeDeliveryPath } from '../../common/api/runtime_delivery';
import { runtimeModelsPath } from '../../common/api/runtime_models';
import { runtimeSeriesPath } from '../../common/api/runtime_series';
import type { OpenSearchAddress } from '../../dev/opensearch/client';
import { hostRoutes } from '../integration/host_routes';

const DAY = 86_400_000;

/** By route as registered. A route that is missing here fails whoever asks for every answer. */
function questions(): Readonly<Record<string, object | undefined>> {
  const now = Date.now();
  const scope = { range: { from: now - 40 * DAY, to: now + DAY }, filters: NO_FILTERS };
  return {
    [`GET ${collectionStatusPath()}`]: undefined,
    [`GET ${INTEGRATIONS_PATH}`]: undefined,
    [`POST ${facetsPath()}`]: { range: scope.range },
    [`POST ${overviewPath()}`]: { ...scope, time_zone: 'UTC', rank_by: 'tokens' },
    [`POST ${metadataSplitPath()}`]: { ...scope, key: 'owner', rank_by: 'spend' },
    [`POST ${runtimeModelsPath()}`]: { range: scope.range, filters: {} },
    [`POST ${guardrailMetricsPath()}`]: { range: scope.range, filters: {} },
    [`POST ${runtimeDeliveryPath()}`]: { range: scope.range, filters: {} },
    [`POST ${runtimeSeriesPath()}`]: { range: scope.range, time_zone: 'UTC', filters: {}, models: ['m'] },
  };
}

/** Routes that change something and tell nothing of what was collected. */
const CHANGES = /^(PUT|PATCH|DELETE) /;

/** One text for each question, as the browser would get it. */
export async function everyAnswer(address: OpenSearchAddress): Promise<string[]> {
  const host = hostRoutes(address);
  try {
    const asked = questions();
    const forgotten = host.routes.filter((route) => !CHANGES.test(route) && !(route in asked));
    if (forgotten.length > 0) throw new Error(`nobody asks ${forgotten.join(', ')}`);
    const answers: string[] = [];
    for (const [route, body] of Object.entries(asked)) {
      const answer = await host.ask(route, { body });
      if (answer.status !== 200)
        throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      answers.push(JSON.stringify(answer.body));
    }
    return [...answers, ...host.logged];
  } finally {
    await host.close();
  }
}
