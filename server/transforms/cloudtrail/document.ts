/**
 * The document of a CloudTrail event: who did what, from where, and whether it was let through; nothing that people
 * wrote. Names follow the Elastic Common Schema and Elastic's `aws.cloudtrail`; `common/documents` lists every field.
 */
import { isIP } from 'node:net';
import { CLOUDTRAIL_DATASET, ECS_VERSION } from '../../../common/documents/constants';
import type { JsonObject } from '../../../common/documents/json';
import type { TransformContext } from '../context';
import { type Draft, present } from '../invocation/present';
import type { CloudTrailEvent, UserIdentity } from './event';

/** `TLSv1.3` */
const TLS = /^(TLS|SSL)v(\d(?:\.\d)?)$/;

function userFields({ principal, userName, invokedBy }: UserIdentity) {
  return {
    id: principal?.arn,
    // A service has no ARN.
    name: principal?.name ?? userName ?? (principal === undefined ? invokedBy : undefined),
    roles: principal?.role === undefined ? [] : [principal.role],
  };
}

function cloudTrailFields(event: CloudTrailEvent): Draft {
  const { identity } = event;
  return {
    event_version: event.version,
    event_type: event.type,
    event_category: event.category,
    request_id: event.requestId,
    read_only: event.readOnly,
    management_event: event.managementEvent,
    recipient_account_id: event.accountId,
    shared_event_id: event.sharedEventId,
    vpc_endpoint_id: event.vpcEndpointId,
    resources: { arn: [...event.resourceArns] },
    user_identity: {
      type: identity.type,
      arn: identity.principal?.arn,
      account_id: identity.accountId,
      access_key_id: identity.accessKeyId,
      invoked_by: identity.invokedBy,
      session_context: {
        mfa_authenticated: identity.mfaAuthenticated,
        session_issuer: { arn: identity.sessionIssuerArn },
      },
    },
  };
}

function bedrockFields(event: CloudTrailEvent): Draft {
  const { identifiers, model, denied } = event;
  return {
    endpoint: event.endpoint,
    ...identifiers,
    model: {
      vendor: model?.vendor,
      family: model?.family,
      base_id: model?.baseId,
      geography: model?.geography,
    },
    inference_region: event.inferenceRegion,
    input_token_count: event.inputTokens,
    output_token_count: event.outputTokens,
    denied: { action: denied.action, resource: denied.resource },
  };
}

export function documentOf(event: CloudTrailEvent, context: TransformContext): JsonObject {
  const { sourceAddress: address } = event;
  const { accountNames } = context.lookups;
  const accountId = event.accountId ?? context.covers?.accountId ?? event.identity.accountId;
  const configured =
    accountId !== undefined && Object.hasOwn(accountNames, accountId) ? accountNames[accountId] : undefined;
  const ip = address !== undefined && isIP(address) !== 0 ? address : undefined;
  const user = userFields(event.identity);
  const [, protocol, version] = TLS.exec(event.tlsVersion ?? '') ?? [];
  return present({
    '@timestamp': event.time.iso,
    ecs: { version: ECS_VERSION },
    data_stream: { type: 'logs', dataset: CLOUDTRAIL_DATASET, namespace: context.namespace },
    event: {
      id: event.eventId,
      kind: 'event',
      module: 'aws_bedrock',
      dataset: CLOUDTRAIL_DATASET,
      action: event.operation,
      provider: event.source,
      outcome: event.errorCode === undefined ? 'success' : 'failure',
    },
    cloud: {
      provider: 'aws',
      account: { id: accountId, name: configured ?? accountId },
      region: event.region,
    },
    user,
    source: { address, ip },
    related: { user: [user.id, user.name], ip: [ip] },
    user_agent: { original: event.userAgent },
    tls: { version, version_protocol: protocol?.toLowerCase() },
    error: { code: event.errorCode },
    aws: { cloudtrail: cloudTrailFields(event) },
    aws_bedrock: { event: bedrockFields(event) },
  });
}
