import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import { auditRefusal, type SignInRefusal } from '../audit-refusal.ts';
import { forgetViewer } from '../member-authentication.ts';
import { readMember } from '../read-member.ts';
import { saveMembers } from '../save-members.ts';
import { openSession } from '../session-store.ts';
import type { SignInWay } from '../sign-in-state.ts';
import { findMember } from '../store.ts';

export type SignInResult = { outcome: 'signed_in'; userId: string; token: string } | { outcome: SignInRefusal };

const SIGN_IN_TIMEOUT_MS = 8_000;
/**
 * Trades the code that came back from WeCom for a session. Being a member of the corp is not enough (doc 91023):
 * the app must see her. Somebody whom no sync has brought yet is read now.
 */
export async function signInMember(
  { wecom, db, clock }: Pick<Dependencies, 'wecom' | 'db' | 'clock'>,
  { code, via, address }: { code: string; via: SignInWay; address: string },
): Promise<SignInResult> {
  const refuse = async (outcome: SignInRefusal, refusedUserId: string | null): Promise<SignInResult> => {
    await db.transaction((tx) => auditRefusal(tx, { reason: outcome, userId: refusedUserId, now: clock.now() }));
    return { outcome };
  };
  const visitor = await wecom.oauth.getUserInfo(code, { timeoutMs: SIGN_IN_TIMEOUT_MS });
  // `CorpId/userid` is a member of a linked company (上下游).
  if (visitor.kind === 'outsider' || visitor.userId.includes('/')) return refuse('outsider', null);
  // User ids do not tell capitals from small letters; what a read of the member answers is how we store it.
  let { userId } = visitor;
  const stored = await findMember(db.read, userId);
  const moment = { now: clock.now(), machineNow: clock.machineNow() };
  if (stored?.status !== 'active') {
    const found = await readMember(wecom, userId, { timeoutMs: SIGN_IN_TIMEOUT_MS });
    if (found.status !== 'found') return refuse('out_of_range', userId);
    userId = found.member.userId;
    await db.transaction((tx) => saveMembers(tx, [found.member], moment));
  }
  const member = await findMember(db.read, userId);
  if (member?.status !== 'active') return refuse('not_active', userId);
  const { token } = await db.transaction(async (tx) => {
    await audit(tx, member, {
      action: 'session.open',
      subject: { kind: 'member', id: member.userId },
      after: { via, address },
    });
    return openSession(tx, member.userId, moment.machineNow);
  });
  forgetViewer(db, member.userId);
  return { outcome: 'signed_in', userId: member.userId, token };
}
