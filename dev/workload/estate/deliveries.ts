/** How the logs of a place can be read: plain data, in the words of whoever sets up a collector. */
import type { LogPlace } from './application';

export type Delivery =
  | {
      readonly source: 'cloudwatch_logs';
      readonly logGroup: string;
      /** Where bodies over 100 KB lie; absent: nowhere. */
      readonly largeDataBucket?: string;
    }
  | {
      readonly source: 's3_notifications';
      readonly queueUrl: string;
      readonly bucket: string;
      readonly prefix: string;
    }
  | { readonly source: 's3_listing'; readonly bucket: string; readonly prefix: string };

/** One for each way; a place that delivers twice has two. `queueUrl`: of a queue of the place's account, by name. */
export function deliveriesOf(
  { group, largeData, s3 }: LogPlace,
  queueUrl: (name: string) => string,
): readonly Delivery[] {
  const deliveries: Delivery[] = [];
  if (group !== undefined) {
    const bodies = largeData === undefined ? {} : { largeDataBucket: largeData.bucket };
    deliveries.push({ source: 'cloudwatch_logs', logGroup: group, ...bodies });
  }
  if (s3 !== undefined) {
    const { bucket, prefix, notifies } = s3;
    deliveries.push(
      notifies === undefined
        ? { source: 's3_listing', bucket, prefix }
        : { source: 's3_notifications', queueUrl: queueUrl(notifies.queue), bucket, prefix },
    );
  }
  return deliveries;
}
