/** `aws_bedrock.invocation.model`: which model it was, as far as anything tells. */
import type { ModelIdentity } from '../../../common/models/model_id';
import type { Draft } from './present';

export const modelFields = (model: ModelIdentity) =>
  ({
    vendor: model.vendor,
    family: model.family,
    base_id: model.baseId,
    geography: model.geography,
    resolved_id: model.resolvedBy === 'id' ? undefined : model.readableId,
    resource_type: model.resourceType,
    resource_id: model.resourceId,
    resource_name: model.resourceName,
  }) satisfies Draft;
