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
