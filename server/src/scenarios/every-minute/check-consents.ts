import { orderConsentCheck } from '../../domains/chat-archive/commands/check-consents.ts';
import { postponeChecks } from '../../domains/chat-archive/consent-checks.ts';
import { consentChecksDue } from '../../domains/chat-archive/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Every night, and soon after the first words of a chat: who agreed to archiving, and who took it back. */
export const checkConsentsWhenDue = scenario({
  name: 'check-consents-when-due',
  on: consentChecksDue,
  async run(tx, _event, _facts, now, { config }) {
    if (!config.archive) {
      await postponeChecks(tx, now);
      return skipped('没有配置会话内容存档');
    }
    return (await orderConsentCheck(tx)) ? done() : skipped('已经安排查询');
  },
});
