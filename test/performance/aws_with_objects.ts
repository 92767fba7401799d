/**
 * The far side of the collection benches, in a process of its own: a local AWS with a bucket of gzipped records and a
 * queue that is told of each object. What to put there comes as JSON in the first argument; it is made ready at once
 * and put there on the first message.
 */
import { createGzip, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { startLocalAws } from '../../dev/aws/local_aws';
import { distinctLines } from './sample_lines';

export const ObjectsToPut = z.object({
  objects: z.number(),
  recordsPerObject: z.number(),
  /** One object more, of about so many bytes before compression. */
  largeObjectBytes: z.number().default(0),
});
export type ObjectsToPut = z.input<typeof ObjectsToPut>;

export const AwsReady = z.object({
  url: z.string(),
  queueUrl: z.string(),
  objects: z.number(),
  records: z.number(),
  /** Before compression. */
  bytes: z.number(),
});
export type AwsReady = z.infer<typeof AwsReady>;

export const ESTATE = {
  accountId: '111122223333',
  region: 'us-east-1',
  bucket: 'bench-invocation-logs',
  accessKeyId: 'AKIABENCHCOLLECTOR01',
  secretAccessKey: 'only for a local AWS of a bench',
} as const;

const place = { accountId: ESTATE.accountId, region: ESTATE.region };
const FOLDER = `AWSLogs/${ESTATE.accountId}/BedrockModelInvocationLogs/${ESTATE.region}/2026/10/20/08`;
const FLUSH_BYTES = 1024 * 1024;

async function main(): Promise<void> {
  const { objects, recordsPerObject, largeObjectBytes } = ObjectsToPut.parse(
    JSON.parse(process.argv[2] ?? ''),
  );
  const aws = await startLocalAws({ port: 0 });
  aws.sink.createAccessKey({ ...ESTATE, userName: 'collector' });
  const queue = aws.sink.createQueue(place, { name: 'bench', visibilityTimeoutSeconds: 300 });
  aws.sink.createBucket(place, { name: ESTATE.bucket, notify: { arn: queue.arn } });

  const lines = distinctLines();
  let bytes = 0;
  let records = 0;
  const next = (): string => {
    const line = `${String(lines.next().value)}\n`;
    bytes += Buffer.byteLength(line);
    records += 1;
    return line;
  };
  const bodies: Buffer[] = [];
  for (let n = 0; n < objects; n++)
    bodies.push(gzipSync(Array.from({ length: recordsPerObject }, next).join(''), { level: 1 }));
  if (largeObjectBytes > 0) bodies.push(await largeObject(next, largeObjectBytes));

  process.once('message', () => {
    for (const [number, body] of bodies.entries())
      aws.sink.putObject(place, {
        bucket: ESTATE.bucket,
        key: `${FOLDER}/20261020T08${String(number % 3600).padStart(4, '0')}00Z_${number.toString(16).padStart(16, '0')}.json.gz`,
        body,
        contentType: 'application/json',
        contentEncoding: 'gzip',
        lastModified: Date.now() - 1_000,
      });
  });
  const ready: AwsReady = { url: aws.url, queueUrl: queue.url, objects: bodies.length, records, bytes };
  process.send?.(ready);
}

async function largeObject(next: () => string, size: number): Promise<Buffer> {
  const gzip = createGzip({ level: 1 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => gzip.on('end', resolve).on('error', reject));
  for (let written = 0; written < size;) {
    let piece = '';
    while (piece.length < FLUSH_BYTES) piece += next();
    written += Buffer.byteLength(piece);
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await ended;
  return Buffer.concat(chunks);
}

if (require.main === module) void main();
