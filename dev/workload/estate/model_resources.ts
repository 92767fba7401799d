/**
 * What the estate has made of models: profiles that applications call by ARN, so that their cost can be told apart,
 * and throughput that is paid for by the hour. Their ARNs say nothing of the model; whoever asks AWS is told.
 */
import { MODELS } from './models';

export interface ModelResource {
  readonly accountId: string;
  readonly region: string;
  readonly type: 'application-inference-profile' | 'provisioned-model' | 'imported-model';
  readonly id: string;
  readonly name: string;
  /** Id of the model behind; an imported model has none. */
  readonly baseId?: string;
  /** Where a profile may route to. */
  readonly routes?: { readonly geography: 'us' | 'eu'; readonly regions: readonly string[] };
}

const PRODUCTION = '111122223333';
const DATA_PLATFORM = '444455556666';
const ENGINEERING = '777788889999';

export const MODEL_RESOURCES: readonly ModelResource[] = [
  {
    accountId: DATA_PLATFORM,
    region: 'us-west-2',
    type: 'application-inference-profile',
    id: 'k7d2m9q4x1zp',
    name: 'analytics-sql-analyst',
    baseId: MODELS.sonnet45.baseId,
    routes: { geography: 'us', regions: ['us-east-1', 'us-east-2', 'us-west-2'] },
  },
  {
    accountId: DATA_PLATFORM,
    region: 'eu-central-1',
    type: 'application-inference-profile',
    id: 'c5n8v2b6h3wd',
    name: 'customer-care-complaint-digest',
    baseId: MODELS.commandR.baseId,
  },
  {
    accountId: PRODUCTION,
    region: 'us-east-1',
    type: 'provisioned-model',
    id: 't4g9z6j1f8sy',
    name: 'order-triage-peak',
    baseId: MODELS.novaMicro.baseId,
  },
  {
    accountId: ENGINEERING,
    region: 'us-east-1',
    type: 'imported-model',
    id: 'p3w8r5c2n7ka',
    name: 'harbour-style-llama',
  },
];

export const resourceArn = ({ region, accountId, type, id }: ModelResource): string =>
  `arn:aws:bedrock:${region}:${accountId}:${type}/${id}`;

/** ARNs of the models behind it, as AWS lists them. */
export const modelArnsOf = ({ region, baseId, routes }: ModelResource): readonly string[] =>
  baseId === undefined
    ? []
    : (routes?.regions ?? [region]).map((where) => `arn:aws:bedrock:${where}::foundation-model/${baseId}`);

const BY_ARN = new Map(MODEL_RESOURCES.map((resource) => [resourceArn(resource), resource]));

/** What AWS knows of an ARN; undefined for one that is not, or no longer, there. */
export const resourceAt = (arn: string): ModelResource | undefined => BY_ARN.get(arn);
