/** A role's session that AWS no longer knows: the run that meets it fails, the next one has a new session. */
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { createAwsClients } from '../../server/aws/clients';

const KEYS = { accessKeyId: 'AKIA999900001111ABCD', secretAccessKey: 'secret-of-the-collector' };
const ROLE = 'arn:aws:iam::111122223333:role/reader';
const REGION = 'us-east-1';

/** Every start forgets the sessions of the one before, as AWS does when a role is made anew. */
async function startAws(port: number): Promise<LocalAws> {
  const aws = await startLocalAws({ port });
  aws.sink.createAccessKey({ accountId: '999900001111', userName: 'collector', ...KEYS });
  aws.sink.createRole({ roleArn: ROLE, externalId: 'external', trustedAccountIds: ['999900001111'] });
  aws.sink.createLogGroup({ accountId: '111122223333', region: REGION }, { name: '/logs' });
  return aws;
}

test('the next run starts with a new session', async () => {
  let aws = await startAws(0);
  const clients = createAwsClients({ endpoint: aws.url, credentials: { sample: KEYS } }, Date.now);
  const groups = async (): Promise<readonly (string | undefined)[]> => {
    const client = clients.logs(
      { type: 'assume_role', role_arn: ROLE, external_id: 'external', source: 'sample' },
      REGION,
    );
    const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
    return logGroups.map(({ logGroupName }) => logGroupName);
  };
  try {
    expect(await groups()).toEqual(['/logs']);
    const { port } = aws;
    await aws.stop();
    aws = await startAws(port);
    await expect(groups()).rejects.toThrow('security token');
    expect(await groups()).toEqual(['/logs']);
  } finally {
    clients.close();
    await aws.stop();
  }
});
