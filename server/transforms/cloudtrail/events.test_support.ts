/** CloudTrail events as AWS documents their shape, with made-up ids, and short ways to transform them. */
import type { JsonObject } from '../../../common/documents/json';
import type { TransformContext } from '../context';
import type { Indexed } from '../outcome';
import { transformCloudTrail } from './transform';

export const ACCOUNT = '111122223333';
export const SENTENCE = 'tell me what the merger with Acme is worth';

export const contextOf = (changes: Partial<TransformContext> = {}): TransformContext => ({
  stream: 'cloudtrail',
  namespace: 'default',
  contentMode: 'none',
  requestMetadata: true,
  covers: { accountId: ACCOUNT, regions: ['us-east-1', 'eu-central-1'] },
  lookups: { accountNames: { [ACCOUNT]: 'Production' }, resolvedModels: {} },
  ...changes,
});

const ROLE = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:session-7',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Chat/session-7`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLE',
      arn: `arn:aws:iam::${ACCOUNT}:role/Chat`,
      accountId: ACCOUNT,
      userName: 'Chat',
    },
    attributes: { creationDate: '2026-11-22T11:00:00Z', mfaAuthenticated: 'false' },
  },
};

/** A management event of the runtime, as CloudTrail writes it without being asked to. */
export const converse = (changes: JsonObject = {}): JsonObject => ({
  eventVersion: '1.11',
  userIdentity: ROLE,
  eventTime: '2026-11-22T12:00:01Z',
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'Converse',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'Boto3/1.44.5 md/Botocore#1.44.5',
  requestParameters: {
    modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    messages: SENTENCE,
    guardrailConfig: { guardrailIdentifier: 'gr1abc', guardrailVersion: '3', trace: 'enabled' },
  },
  responseElements: null,
  additionalEventData: { inferenceRegion: 'us-west-2' },
  requestID: '0b1c2d3e-0000-4000-8000-000000000001',
  eventID: '5e5e5e5e-0000-4000-8000-000000000001',
  readOnly: true,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
  tlsDetails: {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: 'bedrock-runtime.us-east-1.amazonaws.com',
  },
  ...changes,
});

export const transformed = (event: unknown, changes: Partial<TransformContext> = {}) =>
  transformCloudTrail(JSON.stringify(event), contextOf(changes));

/** @throws where the event is not indexed */
export function indexed(event: unknown, changes: Partial<TransformContext> = {}): Indexed {
  const outcome = transformed(event, changes);
  if (outcome.status !== 'indexed') throw new Error(`the event is ${outcome.status}`);
  return outcome;
}
