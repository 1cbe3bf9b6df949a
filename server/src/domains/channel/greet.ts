import type { WelcomeMessage } from '@zhike/shared/contracts/welcome';
import { chooseWelcome, fillWelcomeText, needsNickname } from '@zhike/shared/formulas/welcome-text';
import type { Dependencies } from '../../dependencies.ts';
import { businessTime } from '../../platform/business-time.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent, type RecordedEvent } from '../../platform/delivery/event.ts';
import { done, type Outcome, skipped } from '../../platform/delivery/scenario.ts';
import { describeError } from '../../platform/errors.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { FriendAdded } from '../../wecom/events.ts';
import { memberCards } from '../corp/store.ts';
import { findCustomerByExternalId } from '../customer/store.ts';
import { sendWelcome } from './commands/send-welcome.ts';
import { welcomeMissed } from './events.ts';
import { type Turn, WELCOME_LIFE_MS } from './rules/welcome-turn.ts';
import { findChannelByState } from './store.ts';
import { finishTurn, takeTurn } from './welcome-turn.ts';

/** The greeting must not wait for the customer's name any longer than this. */
const NAME_MS = 1_000;

export interface Greeting {
  channelId: string;
  message: Pick<WelcomeMessage, 'text' | 'attachments'>;
  nickname: string | null;
  memberName: string;
}

/** Reads what the greeting needs; null when the channel has none. Asks WeCom for the name only when the text holds it and our books do not. */
export async function gatherGreeting(event: RecordedEvent<FriendAdded>, deps: Dependencies): Promise<Greeting | null> {
  const { state, welcomeCode, userId, externalUserId } = event.payload;
  if (!welcomeCode) return null;
  const { db, config } = deps;
  const channel = await findChannelByState(db.read, state);
  if (!channel?.welcome) return null;
  const message = chooseWelcome(channel.welcome, businessTime(event.occurredAt, config.timeZone).minuteOfDay);
  const nickname = needsNickname(message.text) ? await nicknameOf(externalUserId, deps) : null;
  const memberName = (await memberCards(db.read, [userId])).get(userId)?.name ?? '';
  return { channelId: channel.id, message, nickname, memberName };
}

async function nicknameOf(externalUserId: string, { db, wecom, log }: Dependencies): Promise<string | null> {
  const known = await findCustomerByExternalId(db.read, externalUserId);
  if (known) return known.name;
  try {
    const { contact } = await wecom.externalContact.get(externalUserId, { lane: 'urgent', timeoutMs: NAME_MS });
    return contact.name;
  } catch (error) {
    // A greeting without the name in time is worth more than one with the name too late.
    log.info({ error: describeError(error) }, 'greeting without the name');
    return null;
  }
}

/** Queues the greeting, once per adding, or says why there is none. */
export async function greet(
  tx: Tx,
  event: RecordedEvent<FriendAdded>,
  greeting: Greeting | null,
  toldBy: Turn['toldBy'],
  { clock }: Pick<Dependencies, 'clock'>,
): Promise<Outcome> {
  const { userId, externalUserId, welcomeCode, viaSync } = event.payload;
  if (viaSync) return skipped('同步发现的老客户,不发欢迎语');
  if (!welcomeCode) return skipped('企业微信没有给欢迎码:后台已配置欢迎语、双方已开始聊天,或已由其他应用欢迎');
  if (!greeting) return skipped('客户来源的渠道没有设置欢迎语');
  const pair = { userId, externalUserId };
  if (!(await takeTurn(tx, pair, { toldBy, occurredAt: event.occurredAt }))) return skipped('这次添加已经欢迎过');
  const acceptedAt = event.payload.acceptedAt ?? event.recordedAt;
  const { channelId, message, nickname, memberName } = greeting;
  if (clock.machineNow() >= acceptedAt + WELCOME_LIFE_MS) {
    await finishTurn(tx, pair, 'missed');
    await recordEvent(
      tx,
      welcomeMissed({
        occurredAt: event.occurredAt,
        memberUserId: userId,
        payload: { ...pair, channelId, reason: 'expired' },
      }),
    );
    return skipped('欢迎码已过 20 秒有效期,已提醒员工手动问候');
  }
  const text = fillWelcomeText(message.text, { nickname, memberName });
  await enqueue(
    tx,
    sendWelcome({ ...pair, welcomeCode, channelId, text, attachments: message.attachments, acceptedAt }),
  );
  return done();
}
