/**
 * The accounts of a made-up company (Harbour Goods: a shop, its warehouses, its finance people), where each
 * delivers its invocation logs, and the account that collects them. Account ids are the ones of AWS's
 * documentation style, keys are AWS's own documentation examples: they open nothing.
 */
import type { Account, LogPlace } from './application';

export const STREAM = 'aws/bedrock/modelinvocations';
export const READER_ROLE = 'BedrockObservabilityReader';

/** Holds the long-term keys with which the reader roles are assumed. */
export const COLLECTOR = {
  accountId: '999900001111',
  userName: 'bedrock-collector',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

const GROUP = '/aws/bedrock/modelinvocations';
const QUEUE = 'bedrock-invocation-logs';

const PRODUCTION = '111122223333';
const DATA_PLATFORM = '444455556666';
const ENGINEERING = '777788889999';

const bucketOf = (accountId: string, region: string) => `harbour-bedrock-logs-${accountId}-${region}`;

export const ACCOUNTS: readonly Account[] = [
  {
    id: PRODUCTION,
    name: 'Harbour Goods production',
    externalId: 'harbour-observability-production-7f3a',
    places: [
      {
        region: 'us-east-1',
        group: GROUP,
        largeData: { bucket: bucketOf(PRODUCTION, 'us-east-1'), prefix: '' },
        s3: undefined,
      },
      {
        region: 'eu-central-1',
        group: undefined,
        largeData: undefined,
        s3: {
          bucket: bucketOf(PRODUCTION, 'eu-central-1'),
          prefix: '',
          notifies: { queue: QUEUE, through: 's3' },
        },
      },
    ],
  },
  {
    id: DATA_PLATFORM,
    name: 'Harbour Goods data platform',
    externalId: 'harbour-observability-data-2c9e',
    places: [
      {
        region: 'us-west-2',
        group: undefined,
        largeData: undefined,
        s3: { bucket: bucketOf(DATA_PLATFORM, 'us-west-2'), prefix: 'bedrock/', notifies: undefined },
      },
      {
        // Everything is delivered twice. Large bodies reach S3 alone: the copy in CloudWatch Logs is the poorer one.
        region: 'eu-central-1',
        group: `${GROUP}/data`,
        largeData: undefined,
        s3: {
          bucket: bucketOf(DATA_PLATFORM, 'eu-central-1'),
          prefix: 'bedrock/',
          notifies: { queue: QUEUE, through: 'sns' },
        },
      },
    ],
  },
  {
    id: ENGINEERING,
    name: 'Harbour Goods engineering',
    externalId: 'harbour-observability-engineering-b41d',
    places: [{ region: 'us-east-1', group: GROUP, largeData: undefined, s3: undefined }],
  },
];

export const readerRoleArn = (accountId: string) => `arn:aws:iam::${accountId}:role/${READER_ROLE}`;

/** Where calls of this account and region are logged. */
export function placeOf(accountId: string, region: string): LogPlace {
  const place = ACCOUNTS.find(({ id }) => id === accountId)?.places.find((at) => at.region === region);
  if (!place) throw new Error(`The estate has no log place in account ${accountId}, region ${region}`);
  return place;
}
