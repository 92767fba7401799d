/** What the tests beside this file share: a local AWS under a clock that the test turns, and one account in it. */
import { startLocalAws, type LocalAws, type LocalAwsOptions } from './local_aws';
import { noQuota } from './quotas';

export const accountId = '111122223333';
export const region = 'eu-west-1';
export const place = { accountId, region };
export const userArn = `arn:aws:iam::${accountId}:user/collector`;

export interface TestAws extends LocalAws {
  /** Epoch milliseconds; assign to turn the clock. */
  now: number;
  /** For any SDK client: endpoint, region and the account's long-term keys, without retries. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
}

export async function startTestAws(options: Partial<LocalAwsOptions> = {}): Promise<TestAws> {
  const time = { now: Date.UTC(2026, 10, 22, 12, 0, 0) };
  const bugs: unknown[] = [];
  const aws = await startLocalAws({
    port: 0,
    clock: () => time.now,
    quota: noQuota,
    onBug: (error) => bugs.push(error),
    ...options,
  });
  const key = { accessKeyId: 'AKIAEXAMPLE000000001', secretAccessKey: 'example/secret+key' };
  aws.sink.createAccessKey({ accountId, userName: 'collector', ...key });
  return {
    ...aws,
    get now() {
      return time.now;
    },
    set now(value) {
      time.now = value;
    },
    client: { endpoint: aws.url, region, credentials: key, maxAttempts: 1 },
    async stop() {
      await aws.stop();
      if (bugs.length > 0) throw bugs[0];
    },
  };
}
