import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findArchiveCursor } from './envelopes.ts';

/**
 * Until when, business time, everything that was said is in our books: whoever decides that nothing came in a chat must not look beyond it,
 * or an archive that cannot be reached makes everybody silent. Without an archive nothing more will come.
 */
export async function knownUntil(tx: Tx, { config, clock }: Pick<Dependencies, 'config' | 'clock'>): Promise<number> {
  if (!config.archive) return Number.MAX_SAFE_INTEGER;
  const cursor = await findArchiveCursor(tx);
  if (!cursor || cursor.drainedAt === 0) return 0;
  return cursor.drainedAt + clock.now() - clock.machineNow();
}
