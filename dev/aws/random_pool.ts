/**
 * Randomness in small portions from large ones: a request takes several ids, and asking the system for sixteen
 * bytes costs as much as asking for thousands. No byte is handed out twice.
 */
const poolBytes = 16 * 1024;

export function pooled(randomBytes: (size: number) => Buffer): (size: number) => Buffer {
  let pool: Buffer = Buffer.alloc(0);
  return (size) => {
    if (size > poolBytes) return randomBytes(size);
    if (size > pool.length) pool = randomBytes(poolBytes);
    const portion = pool.subarray(0, size);
    pool = pool.subarray(size);
    return portion;
  };
}
