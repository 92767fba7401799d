/**
 * Whether the objects of a definition's buckets may be read. One key is listed and the first byte of its object asked
 * for, which also proves the right to the key that encrypts it. Where listing is denied but not needed, a key that
 * nobody has is asked for: AWS then says whether reading was the right that is missing.
 */
import { randomUUID } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { StreamName } from '../../../common/integrations/coverage';
import { forbidden } from '../../aws/allowed';
import { awsFailure } from '../../aws/errors';
import { layoutOf, type S3Settings } from '../../collection/openers/bucket_layouts';
import { asFailure, type Failure } from '../../failure';
import type { AwsCheckDependencies, Caller } from './caller';
import { failed, type Finding, ok, tried, untried } from './finding';

const LIST = 's3:ListBucket';
const READ = 's3:GetObject';

export async function checkBuckets(
  caller: Caller,
  streamName: StreamName,
  settings: S3Settings,
  { clients, allowed }: AwsCheckDependencies,
): Promise<Finding[]> {
  const { definition, region } = caller;
  const { account, credentials } = definition;
  const client = clients.s3(credentials, settings.bucket_region ?? region, {
    fips: settings.fips,
    pathStyle: settings.path_style,
  });
  const listing = settings.source === 's3_listing';
  const buckets = listing ? [settings.bucket_arn.replace(/^arn:[\w-]+:s3:::/, '')] : settings.buckets;
  const layout = layoutOf(streamName, settings);
  const prefix = layout.regionFolder(settings.bucket_list_prefix, account.id, region);

  const findings: Finding[] = [];
  for (const bucket of buckets) {
    const refusal = forbidden({ accountId: account.id, credentials, buckets: [bucket] }, allowed);
    if (refusal !== undefined) findings.push(failed('allowed', `bucket ${bucket}`, refusal));
    else findings.push(...(await checkBucket(client, caller, { bucket, prefix, mustList: listing })));
  }
  return findings;
}

interface Target {
  readonly bucket: string;
  readonly prefix: string;
  /** Without a queue, objects are found by listing only. */
  readonly mustList: boolean;
}

async function checkBucket(
  client: S3Client,
  caller: Caller,
  { bucket, prefix, mustList }: Target,
): Promise<Finding[]> {
  const resource = `bucket ${bucket}`;
  const where = `${resource} in ${caller.region}`;
  let key: string | undefined;
  const listed = await tried(LIST, where, async () => {
    try {
      const { Contents } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }),
      );
      key = Contents?.[0]?.Key;
      return undefined;
    } catch (error) {
      throw awsFailure(error, { action: LIST, resource, ...callOf(caller) });
    }
  });
  if (listed.result === 'ok')
    return [
      listed,
      key === undefined
        ? untried(READ, where, `There is no object below ${prefix} yet.`)
        : await tried(READ, where, () => readFirstByte(client, caller, bucket, key ?? '')),
    ];
  if (mustList) return [listed];
  const needless = untried(LIST, where, 'It is denied, and needed for backfills only.');
  return listed.result === 'failed' ? [listed] : [needless, await readNothing(client, caller, bucket)];
}

async function readFirstByte(client: S3Client, caller: Caller, bucket: string, key: string): Promise<void> {
  try {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: 'bytes=0-0' }),
    );
    await Body?.transformToByteArray();
  } catch (error) {
    // An empty object has no first byte; whoever is told so may read it.
    if (isNamed(error, 'InvalidRange')) return;
    throw awsFailure(error, { action: READ, resource: `bucket ${bucket}`, ...callOf(caller) });
  }
}

/** Without the right to list, AWS answers a missing key with a denial; newer answers name the right that was missing. */
async function readNothing(client: S3Client, caller: Caller, bucket: string): Promise<Finding> {
  const where = `bucket ${bucket} in ${caller.region}`;
  try {
    await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: `bedrock-collector-check/${randomUUID()}` }),
    );
    return ok(READ, where);
  } catch (error) {
    if (isNamed(error, 'NoSuchKey')) return ok(READ, where);
    const failure: Failure = asFailure(
      awsFailure(error, { action: READ, resource: `bucket ${bucket}`, ...callOf(caller) }),
    );
    if (failure.code !== 'access_denied') return failed(READ, where, failure);
    if (failure.message.startsWith(LIST)) return ok(READ, where);
    return error instanceof Error && error.message.includes(READ)
      ? failed(READ, where, failure)
      : untried(
          READ,
          where,
          'AWS does not say which right is missing, and without an object it cannot be tried.',
        );
  }
}

const callOf = ({ principal, region }: Caller) => ({ principal, region });

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
