import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { enqueueReading } from './commands/read-group-chat.ts';
import { GroupChatRow, GroupReadingRow } from './entity.ts';
import { firstWaitMs } from './rules/reading-turn.ts';

export interface Announcement {
  chatId: string;
  /** The member version that WeCom announced, if it did. */
  version?: string | null;
  /** Its predecessor. */
  lastVersion?: string | null;
  /** When it was announced, business time. */
  at: number;
}

/**
 * Has a group read soon. A thousand announcements while one reading waits or is under way lead to one more: each is counted in the
 * group's row, in the transaction of what announced it, and a reading ends only when it has seen them all.
 */
export async function planReading(
  tx: Tx,
  { chatId, version = null, lastVersion = null, at }: Announcement,
): Promise<void> {
  if (await joinPlanned(tx, { chatId, version, lastVersion, at })) return;
  const known = await findRow(tx, GroupChatRow, { chatId });
  const planned = await insertRows(
    tx,
    'group_reading',
    [
      {
        chat_id: chatId,
        asked: 1,
        turn: 1,
        wanted_version: version,
        wanted_at: at,
        base_version: known?.memberVersion ?? null,
        rounds: 0,
        behind: 0,
      },
    ],
    { ignoreDuplicates: true },
  );
  // Another process was first.
  if (planned === 0) await joinPlanned(tx, { chatId, version, lastVersion, at });
  else await enqueueReading(tx, { chatId, turn: 1 }, firstWaitMs);
}

async function joinPlanned(tx: Tx, { chatId, version, lastVersion, at }: Required<Announcement>): Promise<boolean> {
  const asked = await execute(tx, 'UPDATE group_reading SET asked = asked + 1 WHERE chat_id = ?', [chatId]);
  if (asked === 0) return false;
  const row = await findRow(tx, GroupReadingRow, { chatId }, { lock: true });
  if (!row) return false;
  // Callbacks come out of order, and their time has seconds only: of two in one second the chain of versions decides.
  const isNewer =
    at > row.wantedAt || (at === row.wantedAt && (lastVersion === row.wantedVersion || lastVersion === null));
  if (version !== null && (isNewer || row.wantedVersion === null))
    await execute(tx, 'UPDATE group_reading SET wanted_version = ?, wanted_at = ? WHERE chat_id = ?', [
      version,
      at,
      chatId,
    ]);
  // It waits for details that are late; what is new should not wait as long.
  if (row.behind > 0) {
    const turn = row.turn + 1;
    await execute(tx, 'UPDATE group_reading SET turn = ?, behind = 0 WHERE chat_id = ?', [turn, chatId]);
    await enqueueReading(tx, { chatId, turn }, firstWaitMs);
  }
  return true;
}
