import { select } from '../../platform/database/sql.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { createContactWay } from './commands/create-contact-way.ts';
import { findChannel, listMembersOf, setCondition } from './store.ts';
import { type Moment, steerChannel } from './steer.ts';

const MENDED_A_NIGHT = 500;

/** Tries once more what WeCom refused: refused reps count as usable again, and WeCom hears of every troubled code. Returns how many. */
export async function mendTroubledCodes(tx: Tx, moment: Moment): Promise<number> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT id FROM channel WHERE status IN ('draft', 'active', 'paused') AND problem IS NOT NULL ORDER BY id LIMIT ?",
    [MENDED_A_NIGHT],
  );
  for (const { id } of rows) {
    const refused = (await listMembersOf(tx, [id])).filter((member) => member.condition === 'unusable');
    await setCondition(
      tx,
      id,
      refused.map((member) => member.userId),
      'ok',
    );
    await steerChannel(tx, id, moment, { tellAnyway: true });
    if ((await findChannel(tx, id))?.status === 'draft') await enqueue(tx, createContactWay({ channelId: id }));
  }
  return rows.length;
}
