import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { QualityActionRow } from './entity.ts';
import { recordHit } from './record-hit.ts';
import type { Waiting } from './reply-books.ts';

/** A question was not answered in time: found by the clock, or by an answer that came too late. The same hit either way. */
export function recordNoReply(
  tx: Tx,
  deps: Pick<Dependencies, 'config'>,
  { level }: Pick<QualityActionRow, 'level'>,
  { userId, customerId, conversationId, position, dueAt }: Omit<Waiting, 'startedAt' | 'isFirst' | 'lateAt'>,
  now: number,
): Promise<void> {
  return recordHit(
    tx,
    deps,
    {
      causeKey: `no_reply:${position}`,
      rule: { kind: 'action', id: 'no_reply' },
      speaker: null,
      level,
      userId,
      customerId,
      conversationId,
      position,
      at: dueAt ?? now,
    },
    now,
  );
}
