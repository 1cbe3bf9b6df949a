import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox.ts';
import { relationKey } from '../world/relation-store.ts';
import { fail } from './errors.ts';

const held = new WeakMap<Sandbox, Set<string>>();

/**
 * Keeps a relation to one writer for as long as a write takes; a second call meanwhile is refused with 45035 (doc 90313). All work
 * here is synchronous, so without the wait two calls would never meet.
 */
export async function whileHoldingRelation<T>(
  sandbox: Sandbox,
  userId: string,
  externalUserId: string,
  work: () => T,
): Promise<T> {
  const keys = held.get(sandbox) ?? new Set<string>();
  held.set(sandbox, keys);
  const key = relationKey(userId, externalUserId);
  if (keys.has(key)) fail(45035);
  keys.add(key);
  try {
    if (sandbox.limits.relationWriteMs > 0) await sleep(sandbox.limits.relationWriteMs);
    return work();
  } finally {
    keys.delete(key);
  }
}
