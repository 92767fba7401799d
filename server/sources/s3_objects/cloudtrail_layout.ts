/**
 * Where a trail of CloudTrail puts its log files: a folder per day of delivery.
 * `[<prefix>/]AWSLogs/[<organization>/]<account>/CloudTrail/<region>/YYYY/MM/DD/<account>_CloudTrail_<region>_<time>_<id>.json.gz`
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
import { type BucketLayout, withSlash } from './bucket_layout';

const KEY =
  /^(?:.*\/)?AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?(\d{12})\/CloudTrail\/([a-z0-9-]+)\/\d{4}\/\d\d\/\d\d\/(.+)$/s;
const BATCH = /^\d{12}_CloudTrail_[a-z0-9-]+_\d{8}T\d{4}Z_[\w-]+\.json(?:\.gz)?$/;
/** Digests, and unusual activity that CloudTrail computes, lie beside the events. */
const BESIDE = /(?:^|\/)CloudTrail-(?:Digest|Insight)\//;

/** @param organizationId of the trail of an organisation, which has a folder of its own */
export const cloudTrailLayout = (organizationId?: string): BucketLayout => ({
  folders: 'days',
  regionFolder: (keyPrefix, accountId, region) =>
    `${withSlash(keyPrefix)}AWSLogs/${organizationId === undefined ? '' : `${organizationId}/`}${accountId}/CloudTrail/${region}/`,
  parseKey(key) {
    const [, accountId, region, rest] = KEY.exec(key) ?? [];
    return accountId === undefined || region === undefined || rest === undefined
      ? undefined
      : { accountId, region, rest };
  },
  isBatchName: (rest) => BATCH.test(rest),
  neverRead: (key) => (BESIDE.test(key) ? 'not_selected' : undefined),
});
