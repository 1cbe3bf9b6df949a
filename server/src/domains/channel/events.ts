import { eventType } from '../../platform/delivery/event.ts';

export interface ChannelNews {
  channelId: string;
  /** Who did it; null when it happened by itself. */
  byUserId: string | null;
}

export const channelCreated = eventType<ChannelNews>('channel.created');
/** WeCom has made the code: it can be shown and scanned. */
export const channelPublished = eventType<{ channelId: string }>('channel.published');
export const channelChanged = eventType<ChannelNews>('channel.changed');
export const channelPaused = eventType<ChannelNews>('channel.paused');
export const channelResumed = eventType<ChannelNews>('channel.resumed');
export const channelDeleted = eventType<ChannelNews>('channel.deleted');
/** Others receive now than before: a shift began, a cap was reached, midnight came, somebody left. */
export const channelSteered = eventType<{ channelId: string; userIds: string[]; why: string }>('channel.steered');
/** Nobody is left who could receive on this code. */
export const channelUnattended = eventType<{ channelId: string }>('channel.unattended');
/** WeCom refused something about this code; `code` is a phrase key. `isKnown`: people have been told of the same before. */
export const channelTroubled = eventType<{ channelId: string; code: string; userIds: string[]; isKnown: boolean }>(
  'channel.troubled',
);

export interface WelcomeNews {
  userId: string;
  externalUserId: string;
  channelId: string | null;
}

/** `consent_needed`: WeCom lets nobody greet before the customer has agreed to chat archiving (41053); her consent brings a new code. */
export type MissedBecause = 'expired' | 'refused' | 'consent_needed';

/**
 * `alreadyServed`: somebody had greeted or the chat had begun (41051). `withoutAttachments`: WeCom refused them, the text went out alone.
 * `latencyMs` from accepted callback to WeCom's answer.
 */
export const welcomeSent = eventType<
  WelcomeNews & { alreadyServed: boolean; withoutAttachments?: boolean; latencyMs: number }
>('welcome.sent');
export const welcomeMissed = eventType<WelcomeNews & { reason: MissedBecause }>('welcome.missed');

/** Some code's moment has come: a shift begins or ends, or midnight resets caps. */
export const steeringDue = eventType<Record<string, never>>('channel.steering_due');
