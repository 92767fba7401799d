/**
 * Checks an upload against the digests its sender gave, in headers or trailers. Digests of other kinds than
 * these are not checked.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../protocol/errors';

const digests: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  'content-md5': (body) => createHash('md5').update(body).digest(),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest(),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest(),
  'x-amz-checksum-crc32': (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes;
  },
};

export function requireChecksums(body: Buffer, declared: Readonly<Record<string, string>>): void {
  for (const [name, digest] of Object.entries(digests)) {
    const value = declared[name];
    if (value !== undefined && value !== digest(body).toString('base64')) {
      throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
    }
  }
}
