import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvents } from '../../platform/delivery/event.ts';
import { countDays } from './days.ts';
import type { GroupMemberRow, LeftHow } from './entity.ts';
import { groupMemberLeft } from './events.ts';

interface Leaving {
  chatId: string;
  /** When, business time. */
  at: number;
  how: LeftHow | null;
  timeZone: string;
  viaSync: boolean;
}

/** Marks members as gone, keeps their rows, and tells of each. */
export async function letGo(
  tx: Tx,
  members: readonly Pick<GroupMemberRow, 'memberId' | 'kind'>[],
  { chatId, at, how, timeZone, viaSync }: Leaving,
): Promise<void> {
  if (members.length === 0) return;
  const ids = members.map((member) => member.memberId);
  const rows = await select<{ member_id: string; customer_id: string | null }>(
    tx,
    `SELECT member_id, customer_id FROM group_member WHERE chat_id = ? AND member_id ${inList(ids)}`,
    [chatId, ...ids],
  );
  const customerOf = new Map(rows.map((row) => [row.member_id, row.customer_id]));
  await execute(
    tx,
    `UPDATE group_member SET left_at = ?, left_how = ? WHERE chat_id = ? AND member_id ${inList(ids)}`,
    [at, how, chatId, ...ids],
  );
  await recordEvents(
    tx,
    members.map(({ memberId, kind }) =>
      groupMemberLeft({
        occurredAt: at,
        customerId: customerOf.get(memberId) ?? null,
        memberUserId: kind === 'member' ? memberId : null,
        chatId,
        payload: { chatId, memberId, kind, how, viaSync },
      }),
    ),
  );
  await countDays(
    tx,
    chatId,
    'left_count',
    ids.map(() => at),
    timeZone,
  );
}
