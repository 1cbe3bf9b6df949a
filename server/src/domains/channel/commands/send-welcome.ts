import type { WelcomeAttachment } from '@zhike/shared/contracts/welcome';
import type { Dependencies } from '../../../dependencies.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import type { MessageAttachment } from '../../../wecom/api/message-content.ts';
import { isWecomError, type WecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { enqueueUpload } from '../../media/commands/upload-media.ts';
import { freshMediaId } from '../../media/store.ts';
import { assetOf } from '../check-settings.ts';
import { type MissedBecause, welcomeMissed, welcomeSent } from '../events.ts';
import { reportTrouble } from '../report-trouble.ts';
import { WELCOME_LIFE_MS } from '../rules/welcome-turn.ts';
import { findChannel } from '../store.ts';
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

interface Sent {
  alreadyServed: boolean;
  /** WeCom's reason for not taking the attachments: the text went out alone. */
  refusedAttachments: number | null;
  answeredAt: number;
}

const ALREADY_SERVED = 41051;
const CODE_EXPIRED = 41050;
const CONSENT_NEEDED = 41053;
/** Codes about the right to greet; every other final refusal is about what was to be said. */
const NO_RIGHT_TO_GREET = [41049, CODE_EXPIRED, CONSENT_NEEDED, 84061];
/** WeCom has forgotten a file sooner than it says, or never had it. */
const MEDIA_GONE = [40007, 40145];
/** One try must leave time for another. */
const CALL_MS = 5_000;

export const sendWelcome = command<SendWelcomeInput, Sent>({
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
    const say = async (sent: MessageAttachment[]): Promise<{ alreadyServed: boolean }> => {
      try {
        await wecom.externalContact.sendWelcome(welcomeCode, { text, attachments: sent }, { timeoutMs: CALL_MS });
        return { alreadyServed: false };
      } catch (error) {
        // Ours from a try whose answer was lost, another app's, or the chat has begun: the customer is served either way.
        if (isWecomError(error, ALREADY_SERVED)) return { alreadyServed: true };
        throw error;
      }
    };
    let refusedAttachments: number | null = null;
    const { alreadyServed } = await say(ready).catch((error: unknown) => {
      // WeCom refuses the whole greeting for one attachment; the words alone are worth more than nothing.
      if (ready.length === 0 || text.trim() === '' || !isContentRefused(error)) throw error;
      refusedAttachments = error.errcode;
      return say([]);
    });
    const answeredAt = clock.machineNow();
    metrics.welcomeLatency.observe((answeredAt - acceptedAt) / 1000);
    return { alreadyServed, refusedAttachments, answeredAt };
  },

  async onDone(tx, input, { alreadyServed, refusedAttachments, answeredAt }, now) {
    const { userId, externalUserId, channelId, acceptedAt, attachments } = input;
    await finishTurn(tx, { userId, externalUserId }, 'sent');
    const withoutAttachments = refusedAttachments !== null;
    const latencyMs = answeredAt - acceptedAt;
    const payload = { userId, externalUserId, channelId, alreadyServed, withoutAttachments, latencyMs };
    await recordEvent(tx, welcomeSent({ occurredAt: now, memberUserId: userId, payload }));
    if (refusedAttachments === null) return;
    if (MEDIA_GONE.includes(refusedAttachments)) await enqueueUpload(tx, assetIdsOf(attachments));
    const channel = channelId ? await findChannel(tx, channelId) : null;
    // Told once: what is wrong with the channel already is not pushed aside by every greeting.
    if (channel && channel.status !== 'deleted' && !channel.problem)
      await reportTrouble(tx, channel, { code: 'channel.welcome_attachments_refused', userIds: [] }, now);
  },

  async onGaveUp(tx, { userId, externalUserId, channelId }, error, now) {
    await finishTurn(tx, { userId, externalUserId }, 'missed');
    const payload = { userId, externalUserId, channelId, reason: whyMissed(error) };
    await recordEvent(tx, welcomeMissed({ occurredAt: now, memberUserId: userId, payload }));
  },
});

function isContentRefused(error: unknown): error is WecomError {
  return isWecomError(error) && error.fault === 'permanent' && !NO_RIGHT_TO_GREET.includes(error.errcode ?? 0);
}

function whyMissed(error: unknown): MissedBecause {
  if (isWecomError(error, CONSENT_NEEDED)) return 'consent_needed';
  return isWecomError(error) && error.fault === 'permanent' && error.errcode !== CODE_EXPIRED ? 'refused' : 'expired';
}

function assetIdsOf(attachments: WelcomeAttachment[]): string[] {
  return [...new Set(attachments.flatMap((attachment) => assetOf(attachment)?.assetId ?? []))];
}

/** Attachments as WeCom takes them; one whose file WeCom does not have right now is left out rather than waited for. */
export async function readyAttachments(
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
