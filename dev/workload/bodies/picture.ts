/** A small real PNG (a colour gradient), so that viewers have something to show. Same label, same bytes. */
import { crc32, deflateSync } from 'node:zlib';

const SIDE = 48;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body) >>> 0, 4 + body.length);
  return frame;
}

/** `label`: 32 bits that choose the colours. PNG, 8-bit RGB, 48 × 48. */
export function picture(label: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 3));
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const at = y * (1 + SIDE * 3) + 1 + x * 3;
      rows[at] = ((label & 0xff) + x * 2) & 0xff;
      rows[at + 1] = (((label >>> 8) & 0xff) + y * 2) & 0xff;
      rows[at + 2] = (((label >>> 16) & 0xff) + x + y) & 0xff;
    }
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
