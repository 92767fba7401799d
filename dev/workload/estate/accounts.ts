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

const bucketOf = (accountId: string, region: string) => `harbour-bedrock-logs-${accountId}-${region}`;

/** Keeps everything: bodies over 100 KB land beside the batches, for both destinations. */
const everything =
  (accountId: string) =>
  (region: string): LogPlace => ({
    region,
    group: GROUP,
    largeData: { bucket: bucketOf(accountId, region), prefix: '' },
    s3: { bucket: bucketOf(accountId, region), prefix: '', queue: 'bedrock-invocation-logs' },
  });

/** Large bodies reach S3 alone: the copy in CloudWatch Logs is the poorer one. */
const poorInLogs =
  (accountId: string) =>
  (region: string): LogPlace => ({
    ...everything(accountId)(region),
    group: `${GROUP}/data`,
    largeData: undefined,
    s3: { bucket: bucketOf(accountId, region), prefix: 'bedrock/', queue: 'bedrock-invocation-logs' },
  });

const logsOnly = (region: string): LogPlace => ({
  region,
  group: GROUP,
  largeData: undefined,
  s3: undefined,
});

export const ACCOUNTS: readonly Account[] = [
  {
    id: '111122223333',
    name: 'Harbour Goods production',
    externalId: 'harbour-observability-production-7f3a',
    notifications: 'sqs',
    places: ['us-east-1', 'eu-central-1'].map(everything('111122223333')),
  },
  {
    id: '444455556666',
    name: 'Harbour Goods data platform',
    externalId: 'harbour-observability-data-2c9e',
    notifications: 'sns',
    places: ['us-west-2', 'eu-central-1'].map(poorInLogs('444455556666')),
  },
  {
    id: '777788889999',
    name: 'Harbour Goods engineering',
    externalId: 'harbour-observability-engineering-b41d',
    notifications: 'none',
    places: ['us-east-1'].map(logsOnly),
  },
];

export const readerRoleArn = (accountId: string) => `arn:aws:iam::${accountId}:role/${READER_ROLE}`;

/** Where calls of this account and region are logged. */
export function placeOf(accountId: string, region: string): LogPlace {
  const place = ACCOUNTS.find(({ id }) => id === accountId)?.places.find((at) => at.region === region);
  if (!place) throw new Error(`The estate has no log place in account ${accountId}, region ${region}`);
  return place;
}
