/**
 * Event ids as CloudWatch Logs gives them: 56 decimal digits that begin with the event time. Here they are a
 * function of the event alone, so that a restarted server that holds the same event gives the same id.
 */
import { createHash } from 'node:crypto';
import type { StoredEvent } from './timeline';

const lowBits = 144n;
const hashBits = 128;

/**
 * `occurrence` tells events apart that are equal in everything: 0 for the first, 1 for the second.
 * Good up to 65,536 of them.
 */
export function eventId(groupArn: string, event: StoredEvent, occurrence: number): string {
  const hash = createHash('sha256')
    .update(`${groupArn}\n${event.stream}\n${event.ingestionTime}\n`)
    .update(event.message)
    .digest('hex')
    .slice(0, hashBits / 4);
  const low = (BigInt(`0x${hash}`) << 16n) | BigInt(occurrence);
  return ((BigInt(event.timestamp) << lowBits) | low).toString().padStart(56, '0');
}
