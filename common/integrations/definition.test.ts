import { IntegrationDefinition } from './definition';

const minimal = {
  id: 'payments',
  name: 'Payments',
  account: { id: '111122223333' },
  regions: ['us-east-1'],
  streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/aws/bedrock/invocations' } },
};

test('where nobody chose, no content is stored and the default credential chain is used', () => {
  const definition = IntegrationDefinition.parse(minimal);
  expect(definition.content).toBe('none');
  expect(definition.credentials).toEqual({ type: 'default' });
  expect(definition.streams.invocation_logs).toEqual({
    source: 'cloudwatch_logs',
    log_group_name: '/aws/bedrock/invocations',
    start_position: 'beginning',
    scan_frequency: 60,
    latency: 60,
    overlap: 600,
    api_timeout: 120,
    fips: false,
    offloaded_bodies: 'fetch',
    offloaded_buckets: [],
    offloaded_max_bytes: 8 * 1024 * 1024,
  });
});

test.each([
  ['an unknown key', { ...minimal, endpoint: 'http://169.254.169.254' }],
  ['a region that could be a host name', { ...minimal, regions: ['us-east-1.attacker.example'] }],
  ['a role that is not an ARN', { ...minimal, credentials: { type: 'assume_role', role_arn: 'admin' } }],
  [
    'keys inside the definition',
    { ...minimal, credentials: { type: 'named', name: 'a', secret_access_key: 'b' } },
  ],
  ['a namespace with a separator', { ...minimal, namespace: 'a-b' }],
  ['an account id that is a number', { ...minimal, account: { id: 111122223333 } }],
  [
    'a model id that tells no model',
    {
      ...minimal,
      models: {
        'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456':
          'arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdef123456',
      },
    },
  ],
  ['no region', { ...minimal, regions: [] }],
  ['an empty name', { ...minimal, name: '  ' }],
])('%s is refused', (_what, value) => {
  expect(IntegrationDefinition.safeParse(value).success).toBe(false);
});

test('what stands behind opaque ids may be any id that tells its model', () => {
  const models = {
    'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456': 'amazon.nova-lite-v1:0:300k',
    'arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEF1234': 'us.anthropic.claude-opus-4-8',
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/x':
      'arn:aws:bedrock:us-east-1::foundation-model/writer.palmyra-x5-v1:0',
  };
  expect(IntegrationDefinition.parse({ ...minimal, models }).models).toEqual(models);
  expect(IntegrationDefinition.parse(minimal).models).toEqual({});
});

test('regions of every AWS partition are accepted', () => {
  for (const region of ['us-gov-west-1', 'cn-north-1', 'ap-southeast-3', 'il-central-1', 'us-iso-east-1']) {
    expect(IntegrationDefinition.safeParse({ ...minimal, regions: [region] }).success).toBe(true);
  }
});
