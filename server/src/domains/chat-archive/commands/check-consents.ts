import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { orderOnce } from '../../../platform/delivery/order-once.ts';
import { askConsents } from '../ask-consents.ts';
import { noteChecked } from '../consent.ts';
import { listDueConversations, settleChecks } from '../consent-checks.ts';

const TURN_MS = 8_000;
const AT_ONCE = 100;
const SERIAL_KEY = 'check-consents';

interface TurnResult {
  isMore: boolean;
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/** Asks WeCom who agreed to archiving, as far as it is due, in turns of a few seconds; queues itself again until nothing is due. */
export const checkConsents: CommandFactory<Dependencies, Record<string, never>, TurnResult> = command<
  Record<string, never>,
  TurnResult
>({
  name: 'check-consents',
  repeatIsHarmless: '只向企业微信查询谁同意了会话存档,重复查询结果相同',
  serialKey: () => SERIAL_KEY,

  async send(_input, { db, wecom, clock, config }) {
    const { msgaudit } = wecom;
    const stopAt = clock.machineNow() + TURN_MS;
    while (msgaudit) {
      const askedAt = clock.now();
      const due = await listDueConversations(db.read, askedAt, AT_ONCE);
      if (due.length === 0) break;
      if (clock.machineNow() >= stopAt) return { isMore: true, notBefore: 0 };
      const asked = await askConsents(msgaudit, due).catch((error: unknown) => {
        // Over the budget is no failure: the rest is asked later.
        if (isWecomError(error) && error.fault === 'quota') return error.retryAfterMs ?? TURN_MS;
        throw error;
      });
      if (typeof asked === 'number') return { isMore: true, notBefore: clock.machineNow() + asked };
      // One by one: a group of many people takes its time, and others write in between. Asked again, the answers are the same.
      for (const { conversation, answers, roomName } of asked)
        await db.transaction(
          async (tx) => {
            if (answers) await noteChecked(tx, conversation.id, answers, askedAt);
            if (roomName) await nameRoom(tx, conversation.id, roomName);
          },
          { commitsLater: true },
        );
      await db.transaction((tx) => settleChecks(tx, due, clock.now(), config.timeZone));
    }
    return { isMore: false, notBefore: 0 };
  },

  async onDone(tx, _input, { isMore, notBefore }) {
    if (isMore) await enqueue(tx, checkConsents({}), { notBefore });
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderConsentCheck = (tx: Tx): Promise<boolean> => orderOnce(tx, checkConsents({}));

async function nameRoom(tx: Tx, conversationId: string, name: string): Promise<void> {
  await execute(tx, 'UPDATE chat_conversation SET room_name = ? WHERE id = ?', [
    [...name].slice(0, 255).join(''),
    conversationId,
  ]);
}
