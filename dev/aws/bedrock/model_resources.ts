/**
 * What an account has made of models: application inference profiles, provisioned throughput, custom and imported
 * models, prompt routers. Each is known by its ARN and described as its `Get…` operation answers it.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html
 */
import type { Place } from '../sink';

export type ResourceType =
  | 'application-inference-profile'
  | 'custom-model'
  | 'custom-model-deployment'
  | 'imported-model'
  | 'prompt-router'
  | 'provisioned-model';

export interface ModelResource {
  readonly type: ResourceType;
  /** What stands behind the type in the ARN: `k7d2m9q4x1zp`, of a custom model `<base>/<id>`. */
  readonly id: string;
  readonly name: string;
  /**
   * ARNs of the models behind it: of a profile, one for each region it may route to; of a deployment, that of the
   * custom model; of an imported model, none.
   */
  readonly modelArns: readonly string[];
  readonly createdAt: number;
}

export interface KnownResource extends ModelResource {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
}

export class ModelResources {
  private readonly byArn = new Map<string, KnownResource>();

  /** One of the same ARN is replaced. */
  create(
    { accountId, region, partition }: Place & { readonly partition: string },
    resource: ModelResource,
  ): string {
    const arn = `arn:${partition}:bedrock:${region}:${accountId}:${resource.type}/${resource.id}`;
    this.byArn.set(arn, { ...resource, arn, accountId, region });
    return arn;
  }

  find(arn: string): KnownResource | undefined {
    return this.byArn.get(arn);
  }

  /** In the order of their making. */
  list({ accountId, region }: Place, type: ResourceType): readonly KnownResource[] {
    return [...this.byArn.values()].filter(
      (one) => one.type === type && one.accountId === accountId && one.region === region,
    );
  }
}
