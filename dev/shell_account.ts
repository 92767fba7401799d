/** Which AWS account the credentials of this shell belong to, for `npm start -- --aws`. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SetupProblem } from './process/setup_problem';

/** @throws SetupProblem `aws_credentials` */
export async function callerAccount(region: string): Promise<string> {
  const sts = new STSClient({ region, maxAttempts: 2 });
  try {
    const { Account: account } = await sts.send(new GetCallerIdentityCommand({}));
    if (account !== undefined) return account;
    throw new Error('sts:GetCallerIdentity named no account');
  } catch (cause) {
    throw new SetupProblem(
      'aws_credentials',
      `AWS did not say whose credentials these are (${cause instanceof Error ? cause.name : 'no error'}).`,
      'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with `aws sso login`; then start again.',
      { cause },
    );
  } finally {
    sts.destroy();
  }
}
