import type { WelcomeAttachment } from '@zhike/shared/contracts/welcome';
import type { Dependencies } from '../../../dependencies.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import type { MessageAttachment } from '../../../wecom/api/message-content.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { freshMediaId } from '../../media/store.ts';
import { type MissedBecause, welcomeMissed, welcomeSent } from '../events.ts';
import { WELCOME_LIFE_MS } from '../rules/welcome-turn.ts';
import { finishTurn } from '../welcome-turn.ts';

export interface SendWelcomeInput {
  welcomeCode: string;
  userId: string;
  externalUserId: string;
  channelId: string | null;
  text: string;
  attachments: WelcomeAttachment[];
  /** When we accepted the callback, machine time. */
  acceptedAt: number;
}

const ALREADY_SERVED = 41051;
const CODE_EXPIRED = 41050;
const CONSENT_NEEDED = 41053;
/** One try must leave time for another. */
const CALL_MS = 5_000;

export const sendWelcome = command<SendWelcomeInput, { alreadyServed: boolean; answeredAt: number }>({
  name: 'send-welcome',
  lane: 'urgent',
  repeatIsHarmless: '企业微信对每个欢迎码只发送一次,重复发送会得到"已发送"',
  expiresAt: ({ acceptedAt }) => acceptedAt + WELCOME_LIFE_MS,

  async send({ welcomeCode, text, attachments, acceptedAt }, { db, wecom, clock, metrics, log }) {
    const ready = await readyAttachments(attachments, { db, clock });
    if (ready.length < attachments.length)
      log.warn(
        { missing: attachments.length - ready.length },
        'welcome goes out without attachments that WeCom does not have yet',
      );
    const answered = (alreadyServed: boolean) => {
      const answeredAt = clock.machineNow();
      metrics.welcomeLatency.observe((answeredAt - acceptedAt) / 1000);
      return { alreadyServed, answeredAt };
    };
    try {
      await wecom.externalContact.sendWelcome(welcomeCode, { text, attachments: ready }, { timeoutMs: CALL_MS });
      return answered(false);
    } catch (error) {
      // Ours from a try whose answer was lost, another app's, or the chat has begun: the customer is served either way.
      if (isWecomError(error, ALREADY_SERVED)) return answered(true);
      throw error;
    }
  },

  async onDone(tx, { userId, externalUserId, channelId, acceptedAt }, { alreadyServed, answeredAt }, now) {
    await finishTurn(tx, { userId, externalUserId }, 'sent');
    const payload = { userId, externalUserId, channelId, alreadyServed, latencyMs: answeredAt - acceptedAt };
    await recordEvent(tx, welcomeSent({ occurredAt: now, memberUserId: userId, payload }));
  },

  async onGaveUp(tx, { userId, externalUserId, channelId }, error, now) {
    await finishTurn(tx, { userId, externalUserId }, 'missed');
    const payload = { userId, externalUserId, channelId, reason: whyMissed(error) };
    await recordEvent(tx, welcomeMissed({ occurredAt: now, memberUserId: userId, payload }));
  },
});

function whyMissed(error: unknown): MissedBecause {
  if (isWecomError(error, CONSENT_NEEDED)) return 'consent_needed';
  return isWecomError(error) && error.fault === 'permanent' && error.errcode !== CODE_EXPIRED ? 'refused' : 'expired';
}

/** Attachments as WeCom takes them; one whose file WeCom does not have right now is left out rather than waited for. */
async function readyAttachments(
  attachments: WelcomeAttachment[],
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
): Promise<MessageAttachment[]> {
  const ready: MessageAttachment[] = [];
  for (const attachment of attachments) {
    if (attachment.kind === 'link') {
      const { title, url, description, pictureUrl } = attachment;
      ready.push({ kind: 'link', title, url, description: description || undefined, picUrl: pictureUrl ?? undefined });
      continue;
    }
    const assetId = attachment.kind === 'miniprogram' ? attachment.coverAssetId : attachment.assetId;
    const mediaId = await freshMediaId(db.read, assetId, clock.now());
    if (!mediaId) continue;
    if (attachment.kind === 'miniprogram') {
      const { title, appId, page } = attachment;
      ready.push({ kind: 'miniprogram', title, appId, page: htmlPage(page), picMediaId: mediaId });
    } else if (attachment.kind === 'image') ready.push({ kind: 'image', mediaId });
    else if (attachment.kind === 'video') ready.push({ kind: 'video', mediaId });
    else ready.push({ kind: 'file', mediaId });
  }
  return ready;
}

/** Opened from a WeCom message in WeChat, the path must end in `.html`, before any query (doc 92137). */
export function htmlPage(page: string): string {
  const [path, query] = page.split('?', 2) as [string, string | undefined];
  const withEnd = path.endsWith('.html') ? path : `${path}.html`;
  return query === undefined ? withEnd : `${withEnd}?${query}`;
}
