/**
 * Every field of a CloudTrail event's document: who did what, from where, whether it was let through. Names of the
 * Elastic Common Schema and of Elastic's `aws.cloudtrail`. None holds what people wrote: parameters, answers and error
 * messages are content.
 */
import { CLOUDTRAIL_DATASET } from './constants';
import { ECS_FIELDS } from './ecs_fields';
import { field, under, type Field } from './field';
import { REDACTION_FIELDS } from './redaction_fields';

const PARAMETERS = 'an allow-list of identifying requestParameters, responseElements';
const COMPUTED = 'requestParameters.modelId, computed';

const ORIGIN_FIELDS = ECS_FIELDS.filter(({ name }) => name.startsWith('aws.'));

const cloudTrail = under('aws.cloudtrail', [
  field('event_version', 'keyword', 'Version of the event’s format', 'eventVersion'),
  field('event_type', 'keyword', 'What caused it, such as `AwsApiCall`', 'eventType'),
  field('event_category', 'keyword', '`Management`, `Data` or `NetworkActivity`', 'eventCategory'),
  field(
    'request_id',
    'keyword',
    'Id of the request: `event.id` of the invocation, where there is one',
    'requestID',
  ),
  field('read_only', 'boolean', 'Whether it only read', 'readOnly'),
  field('management_event', 'boolean', 'Whether it is a management event', 'managementEvent'),
  field('recipient_account_id', 'keyword', 'Account that it was delivered to', 'recipientAccountId'),
  field(
    'shared_event_id',
    'keyword',
    'The same for what several accounts are told of one action',
    'sharedEventID',
  ),
  field('vpc_endpoint_id', 'keyword', 'VPC endpoint that it went through', 'vpcEndpointId'),
  field('resources.arn', 'keyword', 'Resources that it touched', 'resources'),
  field('user_identity.type', 'keyword', 'Kind of identity, such as `AssumedRole`', 'userIdentity.type'),
  field('user_identity.arn', 'keyword', 'ARN of the caller', 'userIdentity.arn'),
  field('user_identity.account_id', 'keyword', 'Account of the caller', 'userIdentity.accountId'),
  field('user_identity.access_key_id', 'keyword', 'Id of the key that signed', 'userIdentity.accessKeyId'),
  field(
    'user_identity.invoked_by',
    'keyword',
    'AWS service that called for the caller',
    'userIdentity.invokedBy',
  ),
  field(
    'user_identity.session_context.mfa_authenticated',
    'boolean',
    'Whether the session began with a second factor',
    'userIdentity.sessionContext.attributes',
  ),
  field(
    'user_identity.session_context.session_issuer.arn',
    'keyword',
    'Role or user behind temporary credentials',
    'userIdentity.sessionContext.sessionIssuer',
  ),
]);

const bedrock = under('aws_bedrock.event', [
  field(
    'endpoint',
    'keyword',
    '`runtime` uses models, `mantle` too, `agent` agents, flows and knowledge bases, `agentcore` AgentCore; `control` is how Bedrock is set up',
    'eventSource, eventName',
  ),
  field('model_id', 'keyword', 'Model as the caller named it', PARAMETERS),
  field('model.vendor', 'keyword', 'Who made the model', COMPUTED),
  field('model.family', 'keyword', 'Family of the model', COMPUTED),
  field('model.base_id', 'keyword', "The model's own id, without geography", COMPUTED),
  field('model.geography', 'keyword', 'Where an inference profile may route', COMPUTED),
  field(
    'inference_region',
    'keyword',
    'Region that did the work, where another one did',
    'additionalEventData.inferenceRegion',
  ),
  field('input_token_count', 'long', 'Tokens that went in, where CloudTrail tells', 'additionalEventData'),
  field('output_token_count', 'long', 'Tokens that came out, where CloudTrail tells', 'additionalEventData'),
  field('guardrail_id', 'keyword', 'Guardrail', PARAMETERS),
  field('guardrail_version', 'keyword', 'Its version', PARAMETERS),
  field('agent_id', 'keyword', 'Agent', PARAMETERS),
  field('agent_alias_id', 'keyword', 'Alias of the agent', PARAMETERS),
  field('knowledge_base_id', 'keyword', 'Knowledge base', PARAMETERS),
  field('data_source_id', 'keyword', 'Data source of a knowledge base', PARAMETERS),
  field('flow_id', 'keyword', 'Flow', PARAMETERS),
  field('prompt_id', 'keyword', 'Prompt of the prompt management', PARAMETERS),
  field('job_arn', 'keyword', 'Job, such as one of batch inference', PARAMETERS),
  field('denied.action', 'keyword', 'Right that was missing', "AWS's words in errorMessage"),
  field('denied.resource', 'keyword', 'On what it was missing', "AWS's words in errorMessage"),
  ...REDACTION_FIELDS,
]);

export const CLOUDTRAIL_FIELDS: readonly Field[] = [
  field('@timestamp', 'date', 'When it happened', 'eventTime'),
  field('ecs.version', 'keyword', 'Version of the Elastic Common Schema', 'constant'),
  field('data_stream.type', 'keyword', 'Kind of data', 'constant: logs'),
  field('data_stream.dataset', 'keyword', 'Name of the data set', `constant: ${CLOUDTRAIL_DATASET}`),
  field('data_stream.namespace', 'keyword', 'Namespace of the integration', 'integration'),
  field('event.id', 'keyword', 'Id of the event', 'eventID'),
  field('event.kind', 'keyword', 'Kind of event', 'constant: event'),
  field('event.module', 'keyword', 'Module of the data', 'constant: aws_bedrock'),
  field('event.dataset', 'keyword', 'Name of the data set', `constant: ${CLOUDTRAIL_DATASET}`),
  field('event.action', 'keyword', 'API operation; an open set', 'eventName'),
  field('event.provider', 'keyword', 'Service, such as `bedrock.amazonaws.com`', 'eventSource'),
  field('event.outcome', 'keyword', '`failure` where there is an error code, else `success`', 'errorCode'),
  field('event.ingested', 'date', 'First arrival', 'storage'),
  field('cloud.provider', 'keyword', 'Cloud provider', 'constant: aws'),
  field('cloud.account.id', 'keyword', 'Account in which it happened', 'recipientAccountId, integration'),
  field('cloud.account.name', 'keyword', 'Name configured for the account, else its id', 'integration'),
  field('cloud.region', 'keyword', 'Region in which it happened', 'awsRegion'),
  field('user.id', 'keyword', 'ARN of the caller', 'userIdentity.arn'),
  field('user.name', 'keyword', 'Role, user or service that called, without its session', 'userIdentity'),
  field('user.roles', 'keyword', 'Role that was assumed', 'userIdentity.arn'),
  field('related.user', 'keyword', 'Every name of the caller', 'userIdentity'),
  field('related.ip', 'ip', 'Address that it came from', 'sourceIPAddress'),
  field('source.address', 'keyword', 'Where it came from: an address or an AWS service', 'sourceIPAddress'),
  field('source.ip', 'ip', 'Where it came from, where that is an IP address', 'sourceIPAddress'),
  field('user_agent.original', 'keyword', 'Program that called', 'userAgent'),
  field('tls.version', 'keyword', 'Version of TLS', 'tlsDetails.tlsVersion'),
  field('tls.version_protocol', 'keyword', '`tls`', 'tlsDetails.tlsVersion'),
  field('error.code', 'keyword', 'Why it failed', 'errorCode'),
  ...ORIGIN_FIELDS,
  ...cloudTrail,
  ...bedrock,
];
