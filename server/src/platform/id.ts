import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = new Uint8Array(4096);
let used = pool.length;

/** Randomness for ids, fetched in bulk: an id asks for sixteen numbers, and each call into the system costs more than the id. */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++]! / 256;
}

const next = monotonicFactory(random);

/** A new ULID. Ids made by one process in one millisecond still sort in the order they were made. */
export function newId(machineNow: number = Date.now()): string {
  return next(machineNow);
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The smallest id of that millisecond: ids sort by the machine time they were made. */
export function idAtMs(ms: number): string {
  let text = '';
  for (let rest = ms, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text;
  return text + '0'.repeat(16);
}
