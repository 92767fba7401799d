/**
 * The region of a queue, as its URL tells it. A queue is one stream, read once in its own region, however many
 * regions the definition has.
 * https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */

/** Undefined where the host does not tell: a local AWS, or a proxy. */
export function queueRegion(queueUrl: string): string | undefined {
  const [, host = ''] = /^https?:\/\/([^/:]+)/i.exec(queueUrl) ?? [];
  const name = host.toLowerCase();
  // What URLs of the first region looked like before there were others.
  if (name === 'queue.amazonaws.com') return 'us-east-1';
  // sqs.<region>.…, sqs-fips.<region>.…, <endpoint>.sqs.<region>.vpce.…, and the older <region>.queue.amazonaws.com
  const [, region] =
    /(?:^|\.)sqs(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d{1,2})\./.exec(name) ??
    /^([a-z]{2}(?:-[a-z]+)+-\d{1,2})\.queue\.amazonaws\.com/.exec(name) ??
    [];
  return region;
}
