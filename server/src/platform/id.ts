import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

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
