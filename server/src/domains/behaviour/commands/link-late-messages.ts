import type { Dependencies } from '../../../dependencies.ts';
import { forUpdate, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { type LatePerson, linkSomeMessages } from '../../chat-archive/link-messages.ts';
import { command } from '../../command.ts';
import { countMessages, MESSAGE_COUNTER } from '../count-messages.ts';

const TURN_MS = 5_000;
/** Holds SQLite's only writer for some milliseconds. */
const AT_ONCE = 250;

/** Messages stored before their customer was in our books become hers, and count as hers; in portions, until none is left. */
export const linkLateMessages: CommandFactory<Dependencies, LatePerson, boolean> = command<LatePerson, boolean>({
  name: 'link-late-messages',
  repeatIsHarmless: '只把还没有归属的消息记到这位客户名下,重复执行只处理剩下的',
  serialKey: ({ externalUserId }) => `link-late-messages:${externalUserId}`,

  /** True when some are left. */
  async send(person, { db, clock, config }) {
    const stopAt = clock.machineNow() + TURN_MS;
    while (clock.machineNow() < stopAt)
      if ((await db.transaction((tx) => linkPortion(tx, person, config.timeZone))) < AT_ONCE) return false;
    return true;
  },

  async onDone(tx, person, more) {
    if (more) await enqueue(tx, linkLateMessages(person));
  },
});

/** The counter's cursor is locked meanwhile: what it has passed is counted here, the rest by itself, and nothing by both. */
async function linkPortion(tx: Tx, person: LatePerson, timeZone: string): Promise<number> {
  const [cursor] = await select<{ position: number | string }>(
    tx,
    `SELECT position FROM bulk_cursor WHERE name = ?${forUpdate(tx)}`,
    [MESSAGE_COUNTER],
  );
  const linked = await linkSomeMessages(tx, person, AT_ONCE);
  const passed = linked.filter(({ position }) => position <= Number(cursor?.position ?? 0));
  await countMessages(
    tx,
    passed.map(({ conversationKind, senderKind, type, sentAt }) => ({
      customerId: person.customerId,
      conversationKind,
      from: { kind: senderKind, id: '' },
      type,
      sentAt,
    })),
    timeZone,
  );
  return linked.length;
}
