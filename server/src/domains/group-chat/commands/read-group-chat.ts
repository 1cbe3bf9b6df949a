import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import { type Tx, txContext } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import type { Delivery } from '../../../platform/delivery/delivery.ts';
import type { GroupChat } from '../../../wecom/api/group-chat.ts';
import { command } from '../../command.ts';
import { GroupReadingRow } from '../entity.ts';
import { saveGroupChat } from '../mirror.ts';
import { readingRefusal, type ReadingProblem } from '../refusals.ts';
import { decideTurn, isSettled } from '../rules/reading-turn.ts';
import { noteProblem } from '../store.ts';

interface TurnInput {
  chatId: string;
  turn: number;
}

type Read = { asked: number; readAt: number; timeZone: string } & (
  | { group: GroupChat; refusal: null }
  | { group: null; refusal: ReadingProblem }
);

/** Reads a group of which changes were announced, again and again until what WeCom answers has caught up with them. */
export const readGroupChat: CommandFactory<Dependencies, TurnInput, Read | null> = command<TurnInput, Read | null>({
  name: 'read-group-chat',
  repeatIsHarmless: '只读取群的当前情况,重复读取结果相同',
  serialKey: ({ chatId }) => `group-chat ${chatId}`,

  async send({ chatId, turn }, { db, wecom, clock, config }) {
    const row = await findRow(db.read, GroupReadingRow, { chatId });
    if (row?.turn !== turn) return null;
    const read = { asked: row.asked, readAt: clock.now(), timeZone: config.timeZone };
    try {
      return { ...read, group: await wecom.groupChat.get(chatId), refusal: null };
    } catch (error) {
      const refusal = readingRefusal(error);
      if (refusal === null) throw error;
      // A group just made may not be there yet: what is refused is asked again before it is believed.
      return { ...read, group: null, refusal };
    }
  },

  async onDone(tx, { chatId, turn }, read, now) {
    if (!read) return;
    const row = await findRow(tx, GroupReadingRow, { chatId }, { lock: true });
    if (row?.turn !== turn) return;
    const { group, readAt, timeZone } = read;
    const facts = {
      ...row,
      readVersion: group?.memberVersion ?? null,
      couldBeRead: group !== null,
      moreAnnounced: row.asked !== read.asked,
    };
    const saved = group && (await saveGroupChat(tx, { group, readAt, now, timeZone, isSettled: isSettled(facts) }));
    const decided = decideTurn({ ...facts, showsLeavers: saved !== null && saved !== 'stale' && saved.heldBack > 0 });
    if (decided.next === 'wait') {
      const { rounds, behind, ms } = decided;
      await execute(tx, 'UPDATE group_reading SET rounds = ?, behind = ? WHERE chat_id = ?', [rounds, behind, chatId]);
      await enqueueReading(tx, { chatId, turn }, ms);
      return;
    }
    await execute(tx, 'DELETE FROM group_reading WHERE chat_id = ?', [chatId]);
    if (decided.next === 'give_up') await noteProblem(tx, chatId, read.refusal ?? 'group_chat.behind');
  },

  async onGaveUp(tx, { chatId, turn }) {
    await execute(tx, 'DELETE FROM group_reading WHERE chat_id = ? AND turn = ?', [chatId, turn]);
    await noteProblem(tx, chatId, 'group_chat.behind');
  },
});

/** `afterMs` is real time: it is WeCom that needs it. */
export async function enqueueReading(tx: Tx, input: TurnInput, afterMs: number): Promise<void> {
  const { clock } = txContext(tx).delivery as Delivery;
  await enqueue(tx, readGroupChat(input), { notBefore: clock.machineNow() + afterMs });
}
