import { forbidden } from './allowed';

const role = { type: 'assume_role', role_arn: 'arn:aws:iam::444455556666:role/reader' } as const;
const touched = {
  accountId: '111122223333',
  credentials: { type: 'default' } as const,
  logGroup: '/bedrock',
};

test('an absent list allows what the credentials allow, an empty one nothing', () => {
  expect(forbidden(touched)).toBeUndefined();
  expect(forbidden(touched, {})).toBeUndefined();
  expect(forbidden(touched, { accounts: [] })).toMatchObject({ kind: 'needs_person', code: 'not_allowed' });
  expect(forbidden(touched, { logGroups: [] })).toMatchObject({ code: 'not_allowed' });
});

test.each([
  ['the account', { accounts: ['111122223333'] }, { accounts: ['999999999999'] }, touched],
  ['the log group', { logGroups: ['/bedrock'] }, { logGroups: ['/other'] }, touched],
  [
    'the role',
    { roleArns: [role.role_arn] },
    { roleArns: ['arn:aws:iam::444455556666:role/x'] },
    { ...touched, credentials: role },
  ],
  [
    'the account of the role',
    { accounts: ['111122223333', '444455556666'] },
    { accounts: ['111122223333'] },
    { ...touched, credentials: role },
  ],
])('%s', (_what, inside, outside, what) => {
  expect(forbidden(what, inside)).toBeUndefined();
  expect(forbidden(what, outside)?.action).toMatch(/bedrock\.allowed\./);
});

describe('log groups', () => {
  const group = { ...touched, region: 'eu-west-1' };
  const arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:/bedrock';

  test.each([
    ['a name by its name', '/bedrock', '/bedrock', true],
    ['a name by the ARN', '/bedrock', arn, true],
    ['a name by the ARN as the console writes it', '/bedrock', `${arn}:*`, true],
    ['an ARN by its name', arn, '/bedrock', true],
    ['an ARN with its streams by the ARN', `${arn}:*`, arn, true],
    ['below a prefix', '/bedrock/team', '/bedrock/*', true],
    ['below a prefix of an ARN', '/bedrock/team', `${arn}/*`, true],
    ['beside a prefix', '/bedrock', '/bedrock/*', false],
    ['in another region', '/bedrock', arn.replace('eu-west-1', 'us-east-1'), false],
    ['another account by a mere name', arn.replace('111122223333', '444455556666'), '/bedrock', false],
    [
      'another account by its ARN',
      arn.replace('111122223333', '444455556666'),
      arn.replace('111122223333', '444455556666'),
      true,
    ],
    ['a longer name', '/bedrock2', '/bedrock', false],
  ])('%s', (_what, logGroup, entry, isAllowed) => {
    expect(forbidden({ ...group, logGroup }, { logGroups: [entry] }) === undefined).toBe(isAllowed);
  });

  test.each([
    ['/bedrock/', '/bedrock/team-a', true],
    ['/bedrock/', '/bed*', true],
    ['/bedrock/', '/bedrock/team*', true],
    ['/bedrock/', `${arn}/team`, true],
    ['/bedrock/', '/other', false],
    ['/bedrock/', '/bedrock', false],
  ])('all below %s, where %s is allowed', (logGroupPrefix, entry, mayBe) => {
    const found = forbidden(
      { accountId: touched.accountId, credentials: touched.credentials, logGroupPrefix },
      {
        logGroups: [entry],
      },
    );
    expect(found === undefined).toBe(mayBe);
  });
});

test.each([
  [['arn:aws:s3:::logs'], ['logs'], true],
  [['logs'], ['logs'], true],
  [['arn:aws-us-gov:s3:::logs-*'], ['logs-a', 'logs-b'], true],
  [['logs'], ['logs', 'other'], false],
  [[], ['logs'], false],
  [undefined, ['logs'], true],
])('buckets %j allow %j: %s', (list, buckets, isAllowed) => {
  const bounds = list === undefined ? {} : { buckets: list };
  expect(forbidden({ accountId: '1', credentials: { type: 'default' }, buckets }, bounds) === undefined).toBe(
    isAllowed,
  );
});

test('queues by their URL', () => {
  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/logs';
  const queue = { accountId: '111122223333', credentials: { type: 'default' } as const, queueUrl };
  expect(forbidden(queue, { queues: [queueUrl] })).toBeUndefined();
  expect(
    forbidden(queue, { queues: ['https://sqs.eu-west-1.amazonaws.com/111122223333/*'] }),
  ).toBeUndefined();
  expect(forbidden(queue, { queues: [`${queueUrl}2`] })?.action).toContain('bedrock.allowed.queues');
  expect(forbidden(queue, { queues: [] })).toMatchObject({ code: 'not_allowed' });
});
