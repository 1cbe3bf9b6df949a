import type { Dependencies } from '../../dependencies.ts';
import type { ExternalContact, FollowUser } from '../../wecom/api/external-contact.ts';
import { isWecomError } from '../../wecom/errors.ts';

/** What WeCom says about one member and one external contact at one moment (business time). */
export interface PairReading {
  readAt: number;
  /** Null: WeCom answers nothing about this person; nobody in our range is related to her. */
  contact: ExternalContact | null;
  /** Null: this member is not related to her, or only half (免验证 before the confirmation). */
  followUser: FollowUser | null;
}

/** No relation; external_userid of another subject or outside the visible range. */
const NOTHING_TO_READ = [84061, 40096];

/** For a scenario's `gather`: reads the truth instead of trusting the order of callbacks. */
export async function readPair(
  pair: { userId: string; externalUserId: string },
  { wecom, clock }: Pick<Dependencies, 'wecom' | 'clock'>,
): Promise<PairReading> {
  const readAt = clock.now();
  try {
    const { contact, followUsers } = await wecom.externalContact.get(pair.externalUserId);
    // WeCom's user ids do not tell capitals from small letters.
    const followUser = followUsers.find((one) => one.userId.toLowerCase() === pair.userId.toLowerCase()) ?? null;
    return { readAt, contact, followUser };
  } catch (error) {
    if (isWecomError(error, ...NOTHING_TO_READ)) return { readAt, contact: null, followUser: null };
    throw error;
  }
}
