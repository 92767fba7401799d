/**
 * Amazon Bedrock's control plane, as far as it tells which model is behind a name: the operations that read.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html
 */
import * as z from 'zod';
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import { restJsonService, restOperation, type RestOperation } from '../protocol/rest_json_protocol';
import type { AwsService, Call } from '../protocol/service';
import type { SealedTokens } from '../sealed_token';
import type { KnownResource, ModelResources, ResourceType } from './model_resources';

const Identifier = z
  .string()
  .max(2048)
  .regex(
    /^(arn:aws(-[^:]{1,12})?:bedrock:[a-z0-9-]{1,20}:\d{12}:[a-z-]+\/)?[A-Za-z0-9.:/-]+$/,
    'Member must satisfy regular expression pattern',
  );

interface Kind {
  readonly operation: string;
  readonly path: string;
  /** Name of the parameter in the path. */
  readonly label: string;
  readonly type: ResourceType;
  readonly describe: (resource: KnownResource) => object;
}

const time = (at: number): string => new Date(at).toISOString();

const describeProfile = ({ id, arn, name, modelArns, createdAt }: KnownResource): object => ({
  inferenceProfileName: name,
  inferenceProfileArn: arn,
  inferenceProfileId: id,
  models: modelArns.map((modelArn) => ({ modelArn })),
  status: 'ACTIVE',
  type: 'APPLICATION',
  createdAt: time(createdAt),
  updatedAt: time(createdAt),
});

const KINDS: readonly Kind[] = [
  {
    operation: 'GetInferenceProfile',
    path: '/inference-profiles/{inferenceProfileIdentifier}',
    label: 'inferenceProfileIdentifier',
    type: 'application-inference-profile',
    describe: describeProfile,
  },
  {
    operation: 'GetProvisionedModelThroughput',
    path: '/provisioned-model-throughput/{provisionedModelId}',
    label: 'provisionedModelId',
    type: 'provisioned-model',
    describe: ({ arn, name, modelArns: [modelArn], createdAt }) => ({
      provisionedModelName: name,
      provisionedModelArn: arn,
      modelArn,
      desiredModelArn: modelArn,
      foundationModelArn: modelArn,
      modelUnits: 1,
      desiredModelUnits: 1,
      status: 'InService',
      creationTime: time(createdAt),
      lastModifiedTime: time(createdAt),
    }),
  },
  {
    operation: 'GetCustomModel',
    path: '/custom-models/{modelIdentifier}',
    label: 'modelIdentifier',
    type: 'custom-model',
    describe: ({ arn, name, modelArns: [modelArn], createdAt }) => ({
      modelArn: arn,
      modelName: name,
      baseModelArn: modelArn,
      customizationType: 'FINE_TUNING',
      modelStatus: 'Active',
      creationTime: time(createdAt),
    }),
  },
  {
    operation: 'GetCustomModelDeployment',
    path: '/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}',
    label: 'customModelDeploymentIdentifier',
    type: 'custom-model-deployment',
    describe: ({ arn, name, modelArns: [modelArn], createdAt }) => ({
      customModelDeploymentArn: arn,
      modelDeploymentName: name,
      modelArn,
      status: 'Active',
      createdAt: time(createdAt),
    }),
  },
  {
    operation: 'GetImportedModel',
    path: '/imported-models/{modelIdentifier}',
    label: 'modelIdentifier',
    type: 'imported-model',
    describe: ({ arn, name, createdAt }) => ({
      modelArn: arn,
      modelName: name,
      modelArchitecture: 'llama',
      instructSupported: true,
      creationTime: time(createdAt),
    }),
  },
  {
    operation: 'GetPromptRouter',
    path: '/prompt-routers/{promptRouterArn}',
    label: 'promptRouterArn',
    type: 'prompt-router',
    describe: ({ arn, name, modelArns, createdAt }) => ({
      promptRouterName: name,
      promptRouterArn: arn,
      models: modelArns.map((modelArn) => ({ modelArn })),
      fallbackModel: { modelArn: modelArns[0] },
      routingCriteria: { responseQualityDifference: 0 },
      status: 'AVAILABLE',
      type: 'custom',
      createdAt: time(createdAt),
      updatedAt: time(createdAt),
    }),
  },
];

/** A bare id is one of the caller's. */
const arnOf = (
  type: ResourceType,
  identifier: string,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): string =>
  identifier.startsWith('arn:')
    ? identifier
    : `arn:${partitionOf(region)}:bedrock:${region}:${accountId}:${type}/${identifier}`;

const get = (resources: ModelResources, { operation, path, label, type, describe }: Kind): RestOperation =>
  restOperation(operation, path, z.object({ [label]: Identifier }), (input, call) => {
    const arn = arnOf(type, input[label] ?? '', call);
    call.authorize(`bedrock:${operation}`, arn);
    const [, , , region, owner] = arn.split(':');
    if (owner !== call.accountId) throw foreign(call, `bedrock:${operation}`, arn);
    const resource = region === call.region ? resources.find(arn) : undefined;
    if (resource === undefined)
      throw new AwsError('ResourceNotFoundException', 'The provided identifier is invalid.', 404);
    return describe(resource);
  });

/** Another account's resources are closed, whatever one's own policies say. */
const foreign = ({ principal }: Call, action: string, arn: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${arn} because no resource-based policy allows the ${action} action`,
    403,
  );

const MOST_A_PAGE = 1_000;

const listProfiles = (resources: ModelResources, tokens: SealedTokens): RestOperation =>
  restOperation(
    'ListInferenceProfiles',
    '/inference-profiles',
    z.object({
      type: z.enum(['SYSTEM_DEFINED', 'APPLICATION']).default('SYSTEM_DEFINED'),
      maxResults: z.coerce.number().int().min(1).max(MOST_A_PAGE).default(MOST_A_PAGE),
      nextToken: z.string().min(1).max(2048).optional(),
    }),
    ({ type, maxResults, nextToken }, call) => {
      call.authorize('bedrock:ListInferenceProfiles');
      const question = ['profiles', call.accountId, call.region, type];
      const opened = nextToken === undefined ? { state: 0 } : tokens.open(question, nextToken, call.now());
      if (opened === undefined) throw new AwsError('ValidationException', 'The provided token is invalid.');
      const from = Number(opened.state);
      const all = type === 'APPLICATION' ? resources.list(call, 'application-inference-profile') : [];
      const page = call.imitates('empty_pages') ? [] : all.slice(from, from + maxResults);
      const next = from + page.length;
      return {
        inferenceProfileSummaries: page.map(describeProfile),
        ...(next < all.length ? { nextToken: tokens.seal(question, next, call.now()) } : {}),
      };
    },
  );

export function bedrockService(resources: ModelResources, tokens: SealedTokens): AwsService {
  return restJsonService({
    name: 'bedrock',
    operations: [listProfiles(resources, tokens), ...KINDS.map((kind) => get(resources, kind))],
    resourceOf(operation, parameters, place) {
      const kind = KINDS.find((one) => one.operation === operation);
      return kind && arnOf(kind.type, parameters[kind.label] ?? '', place);
    },
  });
}
