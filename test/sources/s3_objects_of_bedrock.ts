/** Objects as Bedrock names and packs them. */
import { gzipSync } from 'node:zlib';
import { HOUR_MS } from '../../server/sources/s3_objects/bedrock_layout';
import { ACCOUNT, REGION } from './suite_aws';

/** `YYYY/MM/DD/HH`, so many hours before now. */
export function hourPath(hoursAgo = 0): string {
  const [date = '', time = ''] = new Date(Date.now() - hoursAgo * HOUR_MS).toISOString().split('T');
  return `${date.replaceAll('-', '/')}/${time.slice(0, 2)}`;
}

export const folderOf = (hoursAgo = 0, prefix = ''): string =>
  `${prefix}AWSLogs/${ACCOUNT}/BedrockModelInvocationLogs/${REGION}/${hourPath(hoursAgo)}/`;

export const batchKey = (id: number, hoursAgo = 0, prefix = ''): string =>
  `${folderOf(hoursAgo, prefix)}20261122T000000000Z_${id.toString(16).padStart(4, '0')}.json.gz`;

/** One record a line. */
export const batchOf = (...records: string[]): Buffer =>
  gzipSync(records.map((record) => `${record}\n`).join(''));
