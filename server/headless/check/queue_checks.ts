/**
 * Whether a definition's queue may be consumed, without consuming it. Receiving a message would hide it from the
 * collectors and count as one of its few receipts; deleting and hiding are asked for with a handle that no message has.
 */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { NotificationsSettings } from '../../../common/integrations/sources/s3_notifications_settings';
import { forbidden } from '../../aws/allowed';
import { awsFailure } from '../../aws/errors';
import type { AwsCheckDependencies, Caller } from './caller';
import { failed, type Finding, tried, untried } from './finding';

const NO_HANDLE = 'bedrock-collector-check';

export async function checkQueue(
  { definition: { account, credentials }, region, principal }: Caller,
  { queue_url: QueueUrl, fips }: NotificationsSettings,
  { clients, allowed }: AwsCheckDependencies,
): Promise<Finding[]> {
  const name = QueueUrl.split('/').pop() ?? '';
  const where = `queue ${name} in ${region}`;
  const refusal = forbidden({ accountId: account.id, credentials, queueUrl: QueueUrl }, allowed);
  if (refusal !== undefined) return [failed('allowed', where, refusal)];
  const client = clients.sqs(credentials, region, { fips });
  const asked = (action: string, ask: () => Promise<string | undefined | void>): Promise<Finding> =>
    tried(action, where, async () => {
      try {
        return await ask();
      } catch (error) {
        // The right is there: what is wrong is our made-up handle.
        if (error instanceof Error && error.name === 'ReceiptHandleIsInvalid') return undefined;
        throw awsFailure(error, { action, resource: `queue ${name}`, principal, region });
      }
    });

  const attributes = await asked('sqs:GetQueueAttributes', async () => {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
      }),
    );
    const waiting = Attributes?.ApproximateNumberOfMessages ?? 'an unknown number of';
    return `${waiting} messages wait; ${Attributes?.RedrivePolicy === undefined ? 'no dead-letter queue' : 'has a dead-letter queue'}`;
  });
  // A queue that is not there answers every question so.
  if (attributes.result !== 'ok' && attributes.detail?.includes('does not exist')) return [attributes];
  return [
    attributes,
    untried('sqs:ReceiveMessage', where, 'It cannot be tried without taking messages from the collectors.'),
    await asked('sqs:DeleteMessage', async () => {
      await client.send(
        new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'check', ReceiptHandle: NO_HANDLE }] }),
      );
    }),
    await asked('sqs:ChangeMessageVisibility', async () => {
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl,
          Entries: [{ Id: 'check', ReceiptHandle: NO_HANDLE, VisibilityTimeout: 0 }],
        }),
      );
    }),
  ];
}
