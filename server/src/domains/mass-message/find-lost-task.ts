import type { Dependencies } from '../../dependencies.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { MassSliceRow } from './entity.ts';

const MINUTE = 60_000;

/**
 * The task that a call without an answer may have made. WeCom keeps nothing that we could choose as a key, so it is recognised: made
 * since the call, ours by no other slice, the same text, and then exactly by a tracked link of this slice alone, or, where it has none,
 * by its one sender and by its receivers all being this slice's.
 */
export async function findLostTask(
  { wecom, db, clock }: Pick<Dependencies, 'wecom' | 'db' | 'clock'>,
  slice: Pick<MassSliceRow, 'id' | 'userId' | 'calledAt' | 'linkKeys' | 'customerCount'>,
  text: string,
): Promise<string | null> {
  // WeCom's clock and ours differ by a little.
  const span = { from: (slice.calledAt ?? clock.now()) - 2 * MINUTE, to: clock.now() + 2 * MINUTE };
  const keys = Object.values(slice.linkKeys ?? {});
  for (let cursor: string | null = null; ; ) {
    const page = await wecom.massMessage.list({ ...span, cursor }, { lane: 'bulk' });
    const known = await knownMsgIds(
      db,
      page.messages.map(({ msgId }) => msgId),
    );
    for (const message of page.messages) {
      if (known.has(message.msgId) || message.text.trim() !== text.trim()) continue;
      const isIt =
        keys.length > 0
          ? keys.every((key) => message.urls.some((url) => url.endsWith(`/${key}`)))
          : await goesToThese({ wecom, db }, slice, message.msgId);
      if (isIt) return message.msgId;
    }
    cursor = page.nextCursor;
    if (!cursor) return null;
  }
}

async function knownMsgIds(db: Dependencies['db'], msgIds: string[]): Promise<Set<string>> {
  if (msgIds.length === 0) return new Set();
  const rows = await select<{ msg_id: string }>(
    db.read,
    `SELECT msg_id FROM mass_message_slice WHERE msg_id ${inList(msgIds)}`,
    msgIds,
  );
  return new Set(rows.map((row) => row.msg_id));
}

async function goesToThese(
  { wecom, db }: Pick<Dependencies, 'wecom' | 'db'>,
  slice: Pick<MassSliceRow, 'id' | 'userId'>,
  msgId: string,
): Promise<boolean> {
  const tasks = await wecom.massMessage.tasks(msgId, { lane: 'bulk' });
  if (tasks.length !== 1 || tasks[0]!.userId !== slice.userId) return false;
  const { results } = await wecom.massMessage.results({ msgId, userId: slice.userId }, { lane: 'bulk' });
  const ids = results.map(({ externalUserId }) => externalUserId);
  if (ids.length === 0) return false;
  const [row] = await select<{ n: number | string }>(
    db.read,
    `SELECT COUNT(*) AS n FROM mass_message_customer WHERE slice_id = ? AND external_user_id ${inList(ids)}`,
    [slice.id, ...ids],
  );
  return Number(row?.n ?? 0) === ids.length;
}
