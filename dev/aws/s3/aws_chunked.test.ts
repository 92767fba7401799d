import { decodeAwsChunked } from './aws_chunked';

const decode = (text: string) => decodeAwsChunked(Buffer.from(text, 'latin1'));

test('joins signed and unsigned chunks and reads the trailers', () => {
  const framed =
    '5;chunk-signature=ab\r\nhello\r\nA\r\n, world!\r\n\r\n0\r\nX-Amz-Checksum-Crc32:AAAA==\r\n\r\n';
  expect(decode(framed)?.body.toString()).toBe('hello, world!\r\n');
  expect(decode(framed)?.trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAA==' });
});

test.each([
  ['no final chunk', '5\r\nhello\r\n'],
  ['a chunk longer than the body', 'ff\r\nhello\r\n0\r\n\r\n'],
  ['a length that is no number', 'zz\r\nhello\r\n0\r\n\r\n'],
])('refuses %s', (_case, framed) => {
  expect(decode(framed)).toBeUndefined();
});
