import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** A new ULID. Ids made by one process in one millisecond still sort in the order they were made. */
export function newId(machineNow: number = Date.now()): string {
  return next(machineNow);
}
