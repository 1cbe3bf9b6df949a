import { type WelcomeNews, welcomeMissed } from '../../domains/channel/events.ts';
import { findCustomerByExternalId } from '../../domains/customer/store.ts';
import { openTask } from '../../domains/task/store.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

const SOON_MS = 30 * 60_000;

export const welcomeTaskTitle = (name?: string) => (name ? `向「${name}」打个招呼` : '向刚添加的客户打个招呼');

/** One task for each greeting that was missed. */
export const welcomeTaskKey = ({ payload, occurredAt }: Pick<RecordedEvent<WelcomeNews>, 'payload' | 'occurredAt'>) =>
  `welcome:${payload.userId}:${payload.externalUserId}:${occurredAt}`;

/** The automatic greeting did not go out in time; the rep greets by hand. */
export const openWelcomeTask = scenario({
  name: 'open-welcome-task',
  on: welcomeMissed,
  async run(tx, event, _facts, now) {
    const { userId, externalUserId, reason } = event.payload;
    if (reason === 'consent_needed') return skipped('客户同意会话存档后会自动欢迎');
    const customer = await findCustomerByExternalId(tx, externalUserId);
    const opened = await openTask(tx, {
      kind: 'welcome_missed',
      title: welcomeTaskTitle(customer?.name),
      reason:
        reason === 'expired'
          ? '欢迎语没能在 20 秒内发出,企业微信不再允许自动发送'
          : '企业微信拒绝了欢迎语的内容,请手动问候并检查渠道的欢迎语',
      customerId: customer?.id ?? null,
      assigneeUserId: userId,
      dueAt: now + SOON_MS,
      dedupeKey: welcomeTaskKey(event),
      sourceEventId: event.id,
      now,
    });
    return opened ? done() : skipped('已经提醒过');
  },
});
