/**
 * What Bedrock's control plane says of an ARN that tells no model by itself: the model behind it, and what people
 * called it. One read-only call for each, two where one points to another.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html
 */
import {
  type BedrockClient,
  GetCustomModelCommand,
  GetCustomModelDeploymentCommand,
  GetImportedModelCommand,
  GetInferenceProfileCommand,
  GetPromptRouterCommand,
  GetProvisionedModelThroughputCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import { parseModelId, type ResolvedModel } from '../../../common/models/model_id';
import { modelOfProfile } from '../../../common/models/profile_models';

/** Counts a call before it is made, names it for what goes wrong, and makes it. Rejects as the call does. */
export type Asking = <T>(action: string, resource: string, call: () => Promise<T>) => Promise<T>;

type Tell = (client: BedrockClient, arn: string, asking: Asking) => Promise<ResolvedModel>;

/** A whole answer to hang on costs a run more than a model that is found out later. */
const OPTIONS = { requestTimeout: 10_000 };
const PROFILES_A_PAGE = 1_000;

const ofProfile: Tell = async (client, arn, asking) => {
  const { inferenceProfileName, models } = await asking(
    'bedrock:GetInferenceProfile',
    `application inference profile ${arn}`,
    () => client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn }), OPTIONS),
  );
  return resolved(modelOfProfile(modelArns(models)), inferenceProfileName);
};

const ofProvisioned: Tell = async (client, arn, asking) => {
  const { foundationModelArn, provisionedModelName } = await asking(
    'bedrock:GetProvisionedModelThroughput',
    `provisioned model ${arn}`,
    () => client.send(new GetProvisionedModelThroughputCommand({ provisionedModelId: arn }), OPTIONS),
  );
  return resolved(foundationModelArn, provisionedModelName);
};

const ofCustomModel: Tell = async (client, arn, asking) => {
  const { baseModelArn, modelName } = await asking('bedrock:GetCustomModel', `custom model ${arn}`, () =>
    client.send(new GetCustomModelCommand({ modelIdentifier: arn }), OPTIONS),
  );
  return resolved(baseModelArn, modelName);
};

/** A deployment has a custom model, and that a base: most custom models name it in their ARN. */
const ofDeployment: Tell = async (client, arn, asking) => {
  const { modelArn, modelDeploymentName } = await asking(
    'bedrock:GetCustomModelDeployment',
    `custom model deployment ${arn}`,
    () => client.send(new GetCustomModelDeploymentCommand({ customModelDeploymentIdentifier: arn }), OPTIONS),
  );
  if (modelArn === undefined || parseModelId(modelArn).baseId !== undefined)
    return resolved(modelArn, modelDeploymentName);
  const { modelId } = await ofCustomModel(client, modelArn, asking);
  return resolved(modelId, modelDeploymentName);
};

/** Its weights are people's own: there is an architecture, but no model of Bedrock's behind it. */
const ofImported: Tell = async (client, arn, asking) => {
  const { modelName } = await asking('bedrock:GetImportedModel', `imported model ${arn}`, () =>
    client.send(new GetImportedModelCommand({ modelIdentifier: arn }), OPTIONS),
  );
  return resolved(undefined, modelName);
};

/** It chooses anew for every call; which one, the answer's trace tells. */
const ofRouter: Tell = async (client, arn, asking) => {
  const { promptRouterName } = await asking('bedrock:GetPromptRouter', `prompt router ${arn}`, () =>
    client.send(new GetPromptRouterCommand({ promptRouterArn: arn }), OPTIONS),
  );
  return resolved(undefined, promptRouterName);
};

const TELL: Readonly<Record<string, Tell>> = {
  'application-inference-profile': ofProfile,
  'custom-model': ofCustomModel,
  'custom-model-deployment': ofDeployment,
  'imported-model': ofImported,
  'default-prompt-router': ofRouter,
  'prompt-router': ofRouter,
  'provisioned-model': ofProvisioned,
};

/** Rejects as `asking` does; empty for a kind of resource that cannot be asked about. */
export async function tellModel(
  client: BedrockClient,
  { arn, resourceType }: { readonly arn: string; readonly resourceType: string },
  asking: Asking,
): Promise<ResolvedModel> {
  return (await TELL[resourceType]?.(client, arn, asking)) ?? {};
}

/** Application inference profiles of the caller's account, a page at a time. Rejects as `asking` does. */
export async function* tellProfiles(
  client: BedrockClient,
  region: string,
  asking: Asking,
): AsyncGenerator<readonly [arn: string, model: ResolvedModel]> {
  let nextToken: string | undefined;
  do {
    const page: { nextToken?: string | undefined } = { nextToken };
    const answer = await asking('bedrock:ListInferenceProfiles', `the inference profiles of ${region}`, () =>
      client.send(
        new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION', maxResults: PROFILES_A_PAGE, ...page }),
        OPTIONS,
      ),
    );
    for (const {
      inferenceProfileArn: arn,
      inferenceProfileName: name,
      models,
    } of answer.inferenceProfileSummaries ?? [])
      if (arn !== undefined) yield [arn, resolved(modelOfProfile(modelArns(models)), name)];
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
}

const modelArns = (models: readonly { readonly modelArn?: string | undefined }[] = []): string[] =>
  models.flatMap(({ modelArn }) => modelArn ?? []);

const resolved = (modelId: string | undefined, name: string | undefined): ResolvedModel => ({
  ...(modelId === undefined ? {} : { modelId }),
  ...(name === undefined || name === '' ? {} : { name }),
});
