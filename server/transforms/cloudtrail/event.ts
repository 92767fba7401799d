/**
 * A CloudTrail event taken apart once, so that everything after reads named values of known types.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import { deniedIn, type ToldDenial } from '../../../common/aws_denial';
import {
  asBoolean,
  asCount,
  asObject,
  asText,
  type JsonObject,
  type Maybe,
  objects,
} from '../../../common/documents/json';
import { type ModelIdentity, parseModelId, type ResolvedModels } from '../../../common/models/model_id';
import type { TransformContext } from '../context';
import type { EventTime } from '../invocation/timestamp';
import { principalOf, type Principal } from '../principal';
import { type Endpoint, endpointOf } from './endpoint';
import { asIdentifier, type Identifiers, identifiersIn } from './identifiers';

export interface UserIdentity {
  readonly principal: Principal | undefined;
  readonly type: string | undefined;
  /** Of one without an ARN: as AWS names it. */
  readonly userName: string | undefined;
  readonly accountId: string | undefined;
  readonly accessKeyId: string | undefined;
  /** Service that called in somebody's name, or in its own. */
  readonly invokedBy: string | undefined;
  readonly sessionIssuerArn: string | undefined;
  readonly mfaAuthenticated: boolean | undefined;
}

export interface CloudTrailEvent {
  readonly time: EventTime;
  readonly eventId: string | undefined;
  readonly source: string;
  readonly operation: string | undefined;
  readonly endpoint: Endpoint;
  /** That it was delivered to. */
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly requestId: string | undefined;
  readonly errorCode: string | undefined;
  readonly denied: ToldDenial;
  readonly identity: UserIdentity;
  readonly sourceAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly tlsVersion: string | undefined;
  readonly version: string | undefined;
  readonly type: string | undefined;
  readonly category: string | undefined;
  readonly readOnly: boolean | undefined;
  readonly managementEvent: boolean | undefined;
  readonly sharedEventId: string | undefined;
  readonly vpcEndpointId: string | undefined;
  readonly resourceArns: readonly string[];
  readonly identifiers: Identifiers;
  readonly model: ModelIdentity | undefined;
  readonly inferenceRegion: string | undefined;
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** What people may have written, and what quotes it. */
  readonly requestParameters: Maybe;
  readonly responseElements: Maybe;
  readonly errorMessage: string | undefined;
}

/** `true`, or `"true"` as the session's attributes have it. */
const asFlag = (value: Maybe): boolean | undefined =>
  asBoolean(value) ?? (value === 'true' ? true : value === 'false' ? false : undefined);

const ARN = /^arn:aws[a-z-]*:[^\s"]{1,2000}$/;
const asArn = (value: Maybe): string | undefined => {
  const text = asText(value);
  return text !== undefined && ARN.test(text) ? text : undefined;
};

function identityIn(value: Maybe): UserIdentity {
  const identity = asObject(value);
  const session = asObject(identity?.sessionContext);
  return {
    principal: principalOf(identity),
    type: asText(identity?.type),
    userName: asText(identity?.userName),
    accountId: asText(identity?.accountId),
    accessKeyId: asText(identity?.accessKeyId),
    invokedBy: asText(identity?.invokedBy),
    sessionIssuerArn: asText(asObject(session?.sessionIssuer)?.arn),
    mfaAuthenticated: asFlag(asObject(session?.attributes)?.mfaAuthenticated),
  };
}

/** Unusual activity that CloudTrail computed; no event that happened. */
export const isInsight = (raw: JsonObject): boolean =>
  raw.eventCategory === 'Insight' || raw.eventType === 'AwsCloudTrailInsight';

/** @param raw of which `time` is the parsed `eventTime` */
export function readEvent(raw: JsonObject, time: EventTime, resolved: ResolvedModels): CloudTrailEvent {
  const source = asText(raw.eventSource) ?? '';
  const operation = asText(raw.eventName);
  const request = asObject(raw.requestParameters);
  const additional = asObject(raw.additionalEventData);
  const identifiers = identifiersIn(request, asObject(raw.responseElements));
  const { model_id: modelId } = identifiers;
  const errorMessage = asText(raw.errorMessage);
  return {
    time,
    eventId: asText(raw.eventID),
    source,
    operation,
    endpoint: endpointOf(source, operation),
    accountId: asText(raw.recipientAccountId),
    region: asText(raw.awsRegion),
    requestId: asText(raw.requestID),
    errorCode: asText(raw.errorCode),
    denied: errorMessage === undefined ? {} : deniedIn(errorMessage),
    identity: identityIn(raw.userIdentity),
    sourceAddress: asText(raw.sourceIPAddress),
    userAgent: asText(raw.userAgent),
    tlsVersion: asText(asObject(raw.tlsDetails)?.tlsVersion),
    version: asText(raw.eventVersion),
    type: asText(raw.eventType),
    category: asText(raw.eventCategory),
    readOnly: asFlag(raw.readOnly),
    managementEvent: asFlag(raw.managementEvent),
    sharedEventId: asText(raw.sharedEventID),
    vpcEndpointId: asText(raw.vpcEndpointId),
    resourceArns: objects(raw.resources).flatMap((resource) => asArn(resource.ARN) ?? []),
    identifiers,
    model: modelId === undefined ? undefined : parseModelId(modelId, resolved),
    inferenceRegion: asIdentifier(additional?.inferenceRegion),
    inputTokens: asCount(additional?.inputTokens),
    outputTokens: asCount(additional?.outputTokens),
    requestParameters: raw.requestParameters,
    responseElements: raw.responseElements,
    errorMessage,
  };
}

/** A trail may be of many accounts and regions; what is not the integration's is another's to keep. */
export function isCovered(
  { accountId, region }: CloudTrailEvent,
  covers: TransformContext['covers'],
): boolean {
  if (covers === undefined) return true;
  return (
    (accountId === undefined || accountId === covers.accountId) &&
    (region === undefined || covers.regions.includes(region))
  );
}
