/**
 * Where Bedrock puts things in a bucket: batches of records in a folder per hour, bodies too large for a record in
 * `data/` below it, and an object with which it tests its permission anywhere.
 * `[<prefix>/]AWSLogs/<account>/BedrockModelInvocationLogs/<region>/YYYY/MM/DD/HH/<batch>.json.gz`
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
import { type BucketLayout, FOLDERS_OF, timeFolder, withSlash } from './bucket_layout';

export const HOUR_MS = FOLDERS_OF.hours.unitMs;

const SERVICE_FOLDER = 'BedrockModelInvocationLogs';

/** What all keys of an account and region begin with. `keyPrefix` is the one of Bedrock's logging configuration. */
export function regionFolder(keyPrefix: string, accountId: string, region: string): string {
  return `${withSlash(keyPrefix)}AWSLogs/${accountId}/${SERVICE_FOLDER}/${region}/`;
}

/** `2026/11/22/13/` for the hour (UTC) that a time, in epoch ms, lies in. */
export const hourFolder = (time: number): string => timeFolder({ folders: 'hours' }, time);

export interface BedrockKey {
  readonly accountId: string;
  readonly region: string;
  /** When the hour of the folder begins, epoch ms. */
  readonly hour: number;
  /** What stands behind the hour's folder: a name, or `data/` and a name. */
  readonly rest: string;
}

const KEY =
  /^(?:.*\/)?AWSLogs\/(\d{12})\/BedrockModelInvocationLogs\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/(\d\d)\/(.+)$/s;

/** Undefined for a key of another layout. */
export function parseBedrockKey(key: string): BedrockKey | undefined {
  const [, accountId, region, year, month, day, hour, rest] = KEY.exec(key) ?? [];
  if (accountId === undefined || region === undefined || rest === undefined) return undefined;
  const start = Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
  return Number.isNaN(start) ? undefined : { accountId, region, hour: start, rest };
}

/** A batch of records, by its name. */
export const isBatchName = (name: string): boolean => /^\d{8}T\d{6,9}Z_[\w-]+\.json(?:\.gz)?$/.test(name);

/** A large body, which the record it belongs to leads to. A folder `data` of somebody's own prefix means nothing. */
export function isDataKey(key: string): boolean {
  const place = parseBedrockKey(key);
  return place === undefined
    ? /(?:^|\/)data\/[^/]*_(?:input|output)[^/]*$/.test(key)
    : place.rest.startsWith('data/');
}

/** What Bedrock writes when logging is switched on, to see whether it may. */
export const isCanaryKey = (key: string): boolean =>
  key.slice(key.lastIndexOf('/') + 1).includes('amazon-bedrock-logs-permission-check');

export const BEDROCK_LAYOUT: BucketLayout = {
  folders: 'hours',
  regionFolder,
  parseKey: parseBedrockKey,
  isBatchName,
  // Before anything else: a canary is empty, and may lie anywhere, but is to be counted as what it is.
  neverRead: (key) => (isCanaryKey(key) ? 'canary' : isDataKey(key) ? 'data_object' : undefined),
};
