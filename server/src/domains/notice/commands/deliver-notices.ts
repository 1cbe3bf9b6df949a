import { enqueue } from '../../../platform/delivery/command.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { WecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import type { NoticeRow } from '../entity.ts';
import { composeCard, decideDelivery } from '../rules.ts';
import { claimWake, findNotice, findOldestUnsent, listAlike, markFailed, markSent, paceOf } from '../store.ts';

interface Input {
  userId: string;
  /** Its own notice; null looks for whatever waits, once the pace allows it. */
  noticeId: string | null;
}

/** Times are machine time, ms. */
type Result =
  | { did: 'nothing' }
  | { did: 'sent'; ids: [string, ...string[]]; at: number }
  | { did: 'waits'; until: number; now: number };

/**
 * Sends one app message to one member: a notice, or all of its kind when there are too many. What the pace holds back is not a failure:
 * one later delivery is ordered for all of it.
 */
export const deliverNotices = command<Input, Result>({
  name: 'deliver-notices',
  repeatIsHarmless: '企业微信 30 分钟内不会重复投递相同的提醒;已送达的提醒不会再发',
  serialKey: ({ userId }) => `notice:${userId}`,
  async send({ userId, noticeId }, { db, clock, config, wecom }) {
    const now = clock.machineNow();
    const notice = noticeId ? await findNotice(db.read, noticeId) : await findOldestUnsent(db.read, userId, now);
    // Sent with others already. One that failed is sent again: a person asked for it.
    if (!notice || notice.status === 'sent') return { did: 'nothing' };
    const delivery = decideDelivery(await paceOf(db.read, userId, now), now);
    if (delivery.how === 'later') return { did: 'waits', until: delivery.at, now };
    const alike = delivery.how === 'merged' ? await listAlike(db.read, notice) : [];
    const together: [NoticeRow, ...NoticeRow[]] = [notice, ...alike.filter((other) => other.id !== notice.id)];
    const card = composeCard(together);
    const sent = await wecom.message.send([userId], {
      kind: 'textcard',
      title: card.title,
      // The notice's number makes each message its own: WeCom's duplicate check then stops repeats, not namesakes.
      url: withNumber(config.http.publicUrl + card.link, notice.id),
      description: card.description,
      button: '查看',
    });
    // WeCom answers 0 and names those it could not reach; for a single recipient that is a refusal (81013 says the same).
    if (sent.invalidUserIds.length > 0)
      throw new WecomError('permanent', { api: '/cgi-bin/message/send', errcode: 81013 });
    return { did: 'sent', ids: together.map((one) => one.id) as [string, ...string[]], at: clock.machineNow() };
  },
  async onDone(tx, { userId, noticeId }, result) {
    if (result.did === 'sent') {
      await markSent(tx, result.ids, result.at);
      // The delivery that looks for what waits goes on until nothing does.
      if (!noticeId && (await findOldestUnsent(tx, userId, result.at)))
        await enqueue(tx, deliverNotices({ userId, noticeId: null }));
    }
    if (result.did === 'waits') await orderDelivery(tx, userId, result.until, result.now);
  },
  async onGaveUp(tx, { userId, noticeId }) {
    await markFailed(tx, userId, noticeId);
  },
});

/** Orders one delivery of what waits, unless one is ordered already. `until`: nobody orders another before. Machine time, ms. */
export async function orderDelivery(tx: Tx, userId: string, at: number, now: number, until = at): Promise<boolean> {
  if (!(await claimWake(tx, userId, until, now))) return false;
  await enqueue(tx, deliverNotices({ userId, noticeId: null }), { notBefore: at });
  return true;
}

function withNumber(url: string, id: string): string {
  const [address, fragment] = url.split('#', 2);
  const joined = `${address}${address!.includes('?') ? '&' : '?'}n=${id}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
