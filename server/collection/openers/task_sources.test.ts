import { IntegrationDefinition } from '../../../common/integrations/definition';
import type { AwsClients } from '../../aws/clients';
import type { AllowedResources } from '../../aws/settings';
import { needsPerson } from '../../failure';
import { RequestRates } from '../../sources/cloudwatch_logs/request_rate';
import type { RunnableTask } from '../tasks/task_plan';
import { awsTaskSources } from './task_sources';

const ACCOUNT = '111122223333';
const QUEUE = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/bedrock`;
const logs = { source: 'cloudwatch_logs', log_group_name: '/bedrock', scan_frequency: 30 };
const queue = { source: 's3_notifications', queue_url: QUEUE, buckets: ['logs'], number_of_workers: 7 };
const bucket = {
  source: 's3_listing',
  bucket_arn: 'arn:aws:s3:::logs',
  bucket_list_interval: 90,
  number_of_workers: 3,
};
const july = { kind: 'backfill', id: 'july', from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 7, 1) } as const;

function planned(settings: object, changes: object = {}, task: Partial<RunnableTask> = {}): RunnableTask {
  const definition = IntegrationDefinition.parse({
    id: 'i',
    name: 'i',
    account: { id: ACCOUNT },
    regions: ['us-east-1'],
    streams: { invocation_logs: settings },
    ...changes,
  });
  return {
    id: 'task',
    integrationId: 'i',
    accountId: ACCOUNT,
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: definition.streams.invocation_logs?.source ?? '',
    slot: 0,
    work: { kind: 'live' },
    definitionVersion: '1:1',
    wanted: 'run',
    definition,
    streamName: 'invocation_logs',
    ...task,
  };
}

/** Clients that note who was asked for, and of which nothing is ever sent. */
function sources(allowed?: AllowedResources, account: () => Promise<void> = async () => undefined) {
  const asked: string[] = [];
  const note = (name: string) => () => {
    asked.push(name);
    return {} as never;
  };
  const clients: AwsClients = {
    bedrock: note('bedrock'),
    cloudWatch: note('cloudWatch'),
    logs: note('logs'),
    s3: note('s3'),
    sqs: note('sqs'),
    checkAccount: () => {
      asked.push('account');
      return account();
    },
    close: () => undefined,
  };
  const clock = { now: () => 0, sleep: async () => undefined };
  const made = awsTaskSources({ clients, rates: new RequestRates(clock), allowed, clock, random: () => 0 });
  return { asked, open: made.open };
}

test.each([
  ['a log group', planned(logs), { intervalMs: 30_000 }],
  ['a queue', planned(queue), { concurrency: 7, objectsAtOnce: 7 }],
  ['a bucket', planned(bucket), { intervalMs: 90_000, objectsAtOnce: 3 }],
  ['the past of a log group', planned(logs, {}, { work: july }), { intervalMs: 30_000 }],
  ['the past of a queue’s buckets', planned(queue, {}, { work: july }), { objectsAtOnce: 7 }],
  ['the past of a bucket', planned(bucket, {}, { work: july }), { objectsAtOnce: 3 }],
])('%s is opened as its definition says', async (_what, task, expected) => {
  const { open } = sources();
  const opened = await open(task);
  expect(opened).toMatchObject(expected);
  expect(opened.concurrency).toBeGreaterThanOrEqual(1);
  // A checkpoint of something else is none.
  expect(opened.source.parseCheckpoint({ at: 'somewhere else' })).toBeUndefined();
});

test('the past of a queue is read from its buckets: the queue is not asked', async () => {
  const { open, asked } = sources();
  await open(planned(queue, {}, { work: july }));
  expect(asked).not.toContain('sqs');
});

const role = { type: 'assume_role', role_arn: `arn:aws:iam::${ACCOUNT}:role/reader` };

test.each<[string, AllowedResources, RunnableTask]>([
  ['account', { accounts: ['999988887777'] }, planned(logs)],
  ['role', { roleArns: [] }, planned(logs, { credentials: role })],
  ['bucket of a queue', { buckets: ['others'] }, planned(queue)],
  ['queue', { queues: [] }, planned(queue)],
  ['bucket', { buckets: ['others'] }, planned(bucket)],
  ['bucket of the past', { buckets: ['others'] }, planned(bucket, {}, { work: july })],
  ['bucket of a queue’s past', { buckets: ['others'] }, planned(queue, {}, { work: july })],
])(
  'a definition that leads to a %s outside the bounds is refused, and no client is made',
  async (_what, allowed, task) => {
    const { open, asked } = sources(allowed);
    await expect(async () => open(task)).rejects.toMatchObject({ kind: 'needs_person', code: 'not_allowed' });
    expect(asked.filter((name) => name !== 'account')).toEqual([]);
  },
);

test('credentials of another account open no log group; a bucket may belong to anybody', async () => {
  const wrong = needsPerson('wrong_account', 'm', 'a');
  const { open, asked } = sources(undefined, () => Promise.reject(wrong));
  await expect(open(planned(logs))).rejects.toBe(wrong);
  expect(asked).toEqual(['account']);
  expect(await open(planned(bucket))).toMatchObject({ objectsAtOnce: 3 });
});

describe('bodies that stand beside their records', () => {
  const opened = (settings: object, allowed?: AllowedResources) => sources(allowed).open(planned(settings));

  test('are fetched from the buckets of the records and those that are named', async () => {
    expect((await opened(queue)).bodies).toBeDefined();
    expect((await opened(logs)).bodies).toBeUndefined();
    expect((await opened({ ...logs, offloaded_buckets: ['bodies'] })).bodies).toBeDefined();
  });

  test('are left where nobody wants them, or where they may not be fetched', async () => {
    expect((await opened({ ...queue, offloaded_bodies: 'skip' })).bodies).toBeUndefined();
    const inBodies = { ...logs, offloaded_buckets: ['bodies'] };
    expect((await opened(inBodies, { buckets: ['logs'] })).bodies).toBeUndefined();
  });
});
