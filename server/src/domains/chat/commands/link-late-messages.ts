import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { lockCursors } from '../../../platform/delivery/bulk-store.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { handleMessages, MESSAGE_CONSUMER } from '../../automation/handle-messages.ts';
import { countMessages, MESSAGE_COUNTER } from '../../behaviour/count-messages.ts';
import { type LatePerson, linkSomeMessages } from '../../chat-archive/link-messages.ts';
import { readMessagesAt } from '../../chat-archive/stream.ts';
import { command } from '../../command.ts';

const TURN_MS = 5_000;
/** Holds SQLite's only writer for some milliseconds. */
const AT_ONCE = 250;

/** Messages stored before their customer was in our books become hers, count as hers, and rules hear them; in portions, until none is left. */
export const linkLateMessages: CommandFactory<Dependencies, LatePerson, boolean> = command<LatePerson, boolean>({
  name: 'link-late-messages',
  repeatIsHarmless: '只把还没有归属的消息记到这位客户名下,重复执行只处理剩下的',
  serialKey: ({ externalUserId }) => `link-late-messages:${externalUserId}`,

  /** True when some are left. */
  async send(person, deps) {
    const { db, clock } = deps;
    const stopAt = clock.machineNow() + TURN_MS;
    while (clock.machineNow() < stopAt)
      if ((await db.transaction((tx) => linkPortion(tx, person, deps))) < AT_ONCE) return false;
    return true;
  },

  async onDone(tx, person, more) {
    if (more) await enqueue(tx, linkLateMessages(person));
  },
});

/**
 * Those who count and who act on words stand still meanwhile: what they have passed is counted and heard here, the rest by themselves,
 * and nothing by both. What she said in a group before anybody knew her makes no rule act any more.
 */
async function linkPortion(tx: Tx, person: LatePerson, deps: Dependencies): Promise<number> {
  const { config, clock } = deps;
  const positionOf = await lockCursors(tx, [MESSAGE_COUNTER, MESSAGE_CONSUMER]);
  const linked = await linkSomeMessages(tx, person, AT_ONCE);
  const counted = linked.filter(({ position }) => position <= positionOf(MESSAGE_COUNTER));
  await countMessages(
    tx,
    counted.map(({ conversationKind, senderKind, type, sentAt }) => ({
      customerId: person.customerId,
      conversationKind,
      from: { kind: senderKind, id: '' },
      type,
      sentAt,
    })),
    config.timeZone,
  );
  const heard = linked.filter(
    ({ conversationKind, position }) => conversationKind === 'single' && position <= positionOf(MESSAGE_CONSUMER),
  );
  const messages = await readMessagesAt(
    tx,
    heard.map(({ position }) => position),
    deps,
  );
  await handleMessages(tx, deps, messages, clock.now());
  return linked.length;
}
