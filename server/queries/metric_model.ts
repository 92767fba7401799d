/** What the `ModelId` of a metric tells of its model: callers pass ids, inference profiles and ARNs. */
import type { RuntimeModel } from '../../common/api/runtime_models';
import { parseModelId } from '../../common/models/model_id';

export function modelOf(id: string): RuntimeModel {
  const { baseId, vendor, family, geography, resourceType } = parseModelId(id);
  return {
    id,
    base_id: baseId ?? null,
    vendor: vendor ?? null,
    family: family ?? null,
    geography: geography ?? null,
    resource_type: resourceType ?? null,
  };
}
