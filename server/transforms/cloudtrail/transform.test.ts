import type { JsonObject } from '../../../common/documents/json';
import { ACCOUNT, contextOf, converse, indexed, SENTENCE, transformed } from './events.test_support';
import { transformCloudTrail } from './transform';

const documentOf = (event: JsonObject) => indexed(event).document;

test('a call of a model, as a management event', () => {
  const { document, ...outcome } = indexed(converse());
  expect(outcome).toEqual({
    status: 'indexed',
    dataset: 'cloudtrail',
    id: expect.stringMatching(/^[\w-]{27}$/),
    timestamp: Date.UTC(2026, 10, 22, 12, 0, 1),
  });
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/Chat/session-7`;
  expect(document).toEqual({
    '@timestamp': '2026-11-22T12:00:01.000Z',
    ecs: { version: '8.17.0' },
    data_stream: { type: 'logs', dataset: 'aws_bedrock.cloudtrail', namespace: 'default' },
    event: {
      id: '5e5e5e5e-0000-4000-8000-000000000001',
      kind: 'event',
      module: 'aws_bedrock',
      dataset: 'aws_bedrock.cloudtrail',
      action: 'Converse',
      provider: 'bedrock.amazonaws.com',
      outcome: 'success',
    },
    cloud: { provider: 'aws', account: { id: ACCOUNT, name: 'Production' }, region: 'us-east-1' },
    user: { id: arn, name: 'Chat', roles: ['Chat'] },
    source: { address: '198.51.100.7', ip: '198.51.100.7' },
    related: { user: [arn, 'Chat'], ip: ['198.51.100.7'] },
    user_agent: { original: 'Boto3/1.44.5 md/Botocore#1.44.5' },
    tls: { version: '1.3', version_protocol: 'tls' },
    aws: {
      cloudtrail: {
        event_version: '1.11',
        event_type: 'AwsApiCall',
        event_category: 'Management',
        request_id: '0b1c2d3e-0000-4000-8000-000000000001',
        read_only: true,
        management_event: true,
        recipient_account_id: ACCOUNT,
        user_identity: {
          type: 'AssumedRole',
          arn,
          account_id: ACCOUNT,
          access_key_id: 'ASIAEXAMPLE',
          session_context: {
            mfa_authenticated: false,
            session_issuer: { arn: `arn:aws:iam::${ACCOUNT}:role/Chat` },
          },
        },
      },
    },
    aws_bedrock: {
      event: {
        endpoint: 'runtime',
        model_id: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        model: {
          vendor: 'anthropic',
          family: 'claude-sonnet-4-5',
          base_id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
          geography: 'us',
        },
        inference_region: 'us-west-2',
        guardrail_id: 'gr1abc',
        guardrail_version: '3',
      },
    },
  });
});

test('a data event of an agent', () => {
  const agent = `arn:aws:bedrock:us-east-1:${ACCOUNT}:agent-alias/AGENT12345/ALIAS12345`;
  const document = documentOf(
    converse({
      eventName: 'InvokeAgent',
      requestParameters: {
        agentId: 'AGENT12345',
        agentAliasId: 'ALIAS12345',
        sessionId: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        inputText: SENTENCE,
      },
      resources: [
        { accountId: ACCOUNT, type: 'AWS::Bedrock::AgentAlias', ARN: agent },
        'odd',
        { ARN: 'no arn' },
      ],
      eventCategory: 'Data',
      managementEvent: false,
    }),
  );
  expect(document).toMatchObject({
    aws: { cloudtrail: { event_category: 'Data', management_event: false, resources: { arn: [agent] } } },
    aws_bedrock: { event: { endpoint: 'agent', agent_id: 'AGENT12345', agent_alias_id: 'ALIAS12345' } },
  });
});

test('a denied call says which right was missing on what, and nothing else of the message', () => {
  const model = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
  const document = documentOf(
    converse({
      errorCode: 'AccessDenied',
      errorMessage: `User: arn:aws:sts::${ACCOUNT}:assumed-role/Chat/session-7 is not authorized to perform: bedrock:InvokeModel on resource: ${model} because no identity-based policy allows the bedrock:InvokeModel action`,
      requestParameters: { modelId: 'amazon.nova-lite-v1:0' },
    }),
  );
  expect(document).toMatchObject({
    event: { outcome: 'failure' },
    error: { code: 'AccessDenied' },
    aws_bedrock: { event: { denied: { action: 'bedrock:InvokeModel', resource: model } } },
  });
  expect(JSON.stringify(document)).not.toContain('identity-based');

  const quoting = documentOf(
    converse({ errorCode: 'ValidationException', errorMessage: `The input "${SENTENCE}" is not valid.` }),
  );
  expect(quoting).toMatchObject({ error: { code: 'ValidationException' } });
  expect(JSON.stringify(quoting)).not.toContain('merger');
});

test('a call of mantle tells its tokens, which no invocation log has', () => {
  const document = documentOf(
    converse({
      eventSource: 'bedrock-mantle.amazonaws.com',
      eventName: 'CreateInference',
      requestParameters: { model: 'openai.gpt-oss-120b' },
      additionalEventData: { inputTokens: 120, outputTokens: 7 },
    }),
  );
  expect(document).toMatchObject({
    event: { provider: 'bedrock-mantle.amazonaws.com' },
    aws_bedrock: {
      event: {
        endpoint: 'mantle',
        model_id: 'openai.gpt-oss-120b',
        model: { vendor: 'openai' },
        input_token_count: 120,
        output_token_count: 7,
      },
    },
  });
});

test('somebody at the console with a second factor changes how Bedrock is set up', () => {
  const document = documentOf(
    converse({
      eventName: 'DeleteModelInvocationLoggingConfiguration',
      readOnly: false,
      userIdentity: {
        type: 'IAMUser',
        arn: `arn:aws:iam::${ACCOUNT}:user/admins/ada`,
        accountId: ACCOUNT,
        userName: 'ada',
        sessionContext: { attributes: { mfaAuthenticated: 'true' } },
      },
      requestParameters: null,
    }),
  );
  expect(document).toMatchObject({
    user: { id: `arn:aws:iam::${ACCOUNT}:user/admins/ada`, name: 'ada' },
    aws: {
      cloudtrail: {
        read_only: false,
        user_identity: { type: 'IAMUser', session_context: { mfa_authenticated: true } },
      },
    },
    aws_bedrock: { event: { endpoint: 'control' } },
  });
  expect(document).not.toHaveProperty('user.roles');
});

test('root, an AWS service, and another account without an ARN', () => {
  const root = { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };
  expect(documentOf(converse({ userIdentity: root }))).toMatchObject({ user: { name: 'root' } });

  const service = documentOf(
    converse({
      userIdentity: { type: 'AWSService', invokedBy: 'scheduler.amazonaws.com' },
      sourceIPAddress: 'scheduler.amazonaws.com',
    }),
  );
  expect(service).toMatchObject({
    user: { name: 'scheduler.amazonaws.com' },
    source: { address: 'scheduler.amazonaws.com' },
    aws: { cloudtrail: { user_identity: { type: 'AWSService', invoked_by: 'scheduler.amazonaws.com' } } },
  });
  expect(service).not.toHaveProperty('source.ip');
  expect(service).not.toHaveProperty('user.id');

  const other = documentOf(
    converse({
      userIdentity: { type: 'AWSAccount', principalId: 'AROA:x', accountId: '999999999999' },
      sharedEventID: 'shared-1',
    }),
  );
  expect(other).toMatchObject({
    cloud: { account: { id: ACCOUNT } },
    aws: { cloudtrail: { shared_event_id: 'shared-1', user_identity: { account_id: '999999999999' } } },
  });
  expect(other).not.toHaveProperty('user');
});

test('what AWS called what was made is told', () => {
  const document = documentOf(
    converse({
      eventName: 'CreateAgent',
      requestParameters: { agentName: SENTENCE, foundationModel: 'amazon.nova-lite-v1:0' },
      responseElements: { agent: { agentId: 'AGENT12345', instruction: SENTENCE } },
    }),
  );
  expect(document).toMatchObject({
    aws_bedrock: {
      event: { endpoint: 'control', agent_id: 'AGENT12345', model_id: 'amazon.nova-lite-v1:0' },
    },
  });
  expect(JSON.stringify(document)).not.toContain('merger');
});

test('an opaque model is told by a lookup, or is asked about', () => {
  const profile = `arn:aws:bedrock:us-east-1:${ACCOUNT}:application-inference-profile/abcdef123456`;
  const event = converse({ requestParameters: { modelId: profile } });
  expect(indexed(event).unknownModel).toBe(profile);
  const lookups = {
    accountNames: {},
    resolvedModels: { [profile]: { modelId: 'amazon.nova-lite-v1:0' } },
  };
  const known = indexed(event, { lookups });
  expect(known.unknownModel).toBeUndefined();
  expect(known.document).toMatchObject({
    aws_bedrock: { event: { model_id: profile, model: { base_id: 'amazon.nova-lite-v1:0' } } },
  });
});

test('EventBridge’s form is the same event', () => {
  const bridged = { version: '0', 'detail-type': 'AWS API Call via CloudTrail', detail: converse() };
  expect(transformed(bridged)).toEqual(transformed(converse()));
});

test('one event is one document, whatever its delivery; one without an id is known by what it says', () => {
  const id = (event: JsonObject) => indexed(event).id;
  expect(id(converse({ eventVersion: '1.12' }))).toBe(id(converse()));
  expect(id(converse({ eventID: 'another' }))).not.toBe(id(converse()));
  const { eventID: _, ...nameless } = converse();
  const reordered = Object.fromEntries(Object.entries(nameless).reverse());
  expect(id(reordered)).toBe(id(nameless));
  expect(id({ ...nameless, eventName: 'InvokeModel' })).not.toBe(id(nameless));
});

test('what is not Bedrock’s, or another account’s or region’s, is skipped', () => {
  const others: JsonObject[] = [
    { eventSource: 's3.amazonaws.com' },
    { eventSource: 'bedrock.example.com' },
    { eventSource: 'notbedrock.amazonaws.com' },
    { eventSource: 7 },
    { eventCategory: 'Insight' },
  ];
  for (const other of others)
    expect(transformed(converse(other))).toEqual({ status: 'skipped', reason: 'other_schema' });
  const elsewhere: JsonObject[] = [{ awsRegion: 'ap-south-1' }, { recipientAccountId: '999999999999' }];
  for (const other of elsewhere)
    expect(transformed(converse(other))).toEqual({ status: 'skipped', reason: 'other_place' });
  expect(transformed({ Records: [] })).toEqual({ status: 'skipped', reason: 'other_schema' });
});

test('what is no event is rejected', () => {
  const rejected = (reason: string) => ({ status: 'rejected', reasons: [reason] });
  expect(transformCloudTrail('no json', contextOf())).toEqual(rejected('not_json'));
  expect(transformed([1])).toEqual(rejected('not_an_object'));
  expect(transformed(converse({ eventTime: 'yesterday' }))).toEqual(rejected('no_timestamp'));
  const { eventTime: _, ...timeless } = converse();
  expect(transformed(timeless)).toEqual(rejected('no_timestamp'));
});

test('missing parts and wrong types leave a document of the rest', () => {
  const bare = { eventSource: 'bedrock.amazonaws.com', eventTime: '2026-11-22T12:00:01.1234567Z' };
  expect(documentOf(bare)).toEqual({
    '@timestamp': '2026-11-22T12:00:01.123456700Z',
    ecs: { version: '8.17.0' },
    data_stream: { type: 'logs', dataset: 'aws_bedrock.cloudtrail', namespace: 'default' },
    event: {
      kind: 'event',
      module: 'aws_bedrock',
      dataset: 'aws_bedrock.cloudtrail',
      provider: 'bedrock.amazonaws.com',
      outcome: 'success',
    },
    cloud: { provider: 'aws', account: { id: ACCOUNT, name: 'Production' } },
    aws_bedrock: { event: { endpoint: 'control' } },
  });
  const odd = Object.fromEntries(
    Object.keys(converse()).map((key) => [key, key in bare ? converse()[key] : [{ odd: 1 }]]),
  ) as JsonObject;
  expect(documentOf({ ...odd, ...bare })).toEqual(documentOf(bare));
});

test('a record nested deeper than the stack is rejected', () => {
  const deep = JSON.stringify(converse({ requestParameters: '@' })).replace(
    '"@"',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  );
  expect(transformCloudTrail(deep, contextOf({ contentMode: 'full' }))).toEqual({
    status: 'rejected',
    reasons: ['too_large'],
  });
});
