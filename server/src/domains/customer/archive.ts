import type { ExternalContact, FollowUser } from '../../wecom/api/external-contact.ts';
import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { cut } from './cut.ts';
import { findOrCreateCustomer, saveCustomer } from './customer-of-contact.ts';
import { FollowUserRow } from './entity.ts';
import { customerArchived, relationChanged } from './events.ts';
import { refreshListRows } from './list-rows.ts';
import { replacePhones } from './phones.ts';
import { dateOfBond, decideRelation, type RelationVerdict } from './relation-rules.ts';
import { refreshSearchTokens } from './search-tokens.ts';
import { findRelation, isLiveRelation } from './store.ts';
import { reconcileTags } from './tags.ts';

/** WeCom's truth about one relation, and how we came to read it. */
export interface RelationTruth {
  contact: ExternalContact;
  followUser: FollowUser;
  /** When it was read, business time: a reading older than what is stored changes nothing. */
  readAt: number;
  /** A callback says that the relation has just been made. */
  isAdded?: boolean;
  /** When it was made by that callback, business time. */
  toldAddedAt?: number;
  /** The member has not confirmed the customer yet (免验证). */
  isHalf?: boolean;
  /** Found by the full sync or by somebody looking, not told by a callback. */
  viaSync?: boolean;
  /** Business time, epoch ms. */
  now: number;
}

export interface ArchivedRelation {
  customerId: string;
  followUserId: string;
  verdict: RelationVerdict;
  /** The customer was not in our books. */
  isNew: boolean;
  /** She was, as somebody else's contact or as a former one. */
  isReturning: boolean;
}

/**
 * Brings one relation into our books as WeCom knows it: customer, identities, relation, phones, tags. Any number of
 * times and in any order: the second reading of the same truth changes nothing and records nothing.
 */
export async function archiveRelation(
  tx: Tx,
  { keys }: { keys: DataKeys },
  truth: RelationTruth,
): Promise<ArchivedRelation> {
  const { contact, followUser, now } = truth;
  const dated = followUser.addedAt ?? now;
  const { customer, isNew } = await findOrCreateCustomer(tx, contact, dated, now);
  const stored = await findRelation(tx, followUser.userId, contact.externalUserId);
  const addedAt = dateOfBond(stored, dated, truth.toldAddedAt);
  const verdict = decideRelation(stored, { addedAt, readAt: truth.readAt, isHalf: truth.isHalf ?? false });
  const isOvertaken = isOvertakenBySync(stored, truth);
  const wasKnownBefore = customer.firstAddedAt < addedAt;
  if (stored && verdict === 'stale') {
    // The sync has stored more than we read, but only we know that she was added just now.
    if (isLiveRelation(stored) && isOvertaken) {
      await execute(tx, "UPDATE follow_user SET told_by = 'callback' WHERE id = ?", [stored.id]);
      await recordArchived(tx, stored, truth, { isNew: false, isReturning: wasKnownBefore, isNewRelation: true });
    }
    return { customerId: customer.id, followUserId: stored.id, verdict, isNew: false, isReturning: false };
  }
  const relation = await saveRelation(tx, customer.id, stored, verdict, truth, addedAt);
  const tagIds = corpTagIds(followUser);
  // Of a bond we did not know nothing is stored yet, and most new ones bring neither.
  const isMet = stored !== null;
  const phonesChanged =
    (isMet || followUser.remarkMobiles.length > 0) &&
    (await replacePhones(tx, keys, relation, followUser.remarkMobiles));
  const tagsChanged =
    (isMet || tagIds.length > 0) && (await reconcileTags(tx, relation, tagIds, { readAt: truth.readAt, now }));
  const nameChanged = await saveCustomer(tx, customer, truth, verdict, addedAt);
  const fields = changedFields(stored, relation, phonesChanged);
  if (isNew || nameChanged || verdict === 'added' || fields.length) refreshSearchTokens(tx, customer.id);
  if (isNew || tagsChanged || verdict !== 'unchanged' || addedAt < customer.firstAddedAt)
    refreshListRows(tx, [customer.id]);
  const isNews = verdict === 'added' || verdict === 'revived' || verdict === 'confirmed' || isOvertaken;
  const isReturning = !isNew && (verdict === 'added' || verdict === 'revived' || (isOvertaken && wasKnownBefore));
  if (isNews) {
    // A confirmed half friend was told of before; what WeCom refused for a half friend (remark, tags) can be done now.
    await recordArchived(tx, relation, truth, { isNew, isReturning, isNewRelation: verdict !== 'confirmed' });
  } else if (fields.length) {
    await recordEvent(
      tx,
      relationChanged({
        occurredAt: now,
        customerId: customer.id,
        memberUserId: relation.userId,
        payload: { ...pairOf(relation), fields, by: 'wecom' },
      }),
    );
  }
  return { customerId: customer.id, followUserId: relation.id, verdict, isNew, isReturning };
}

const pairOf = ({ userId, externalUserId, id }: FollowUserRow) => ({ userId, externalUserId, followUserId: id });

async function recordArchived(
  tx: Tx,
  relation: FollowUserRow,
  { viaSync = false, now }: RelationTruth,
  what: { isNew: boolean; isReturning: boolean; isNewRelation: boolean },
): Promise<void> {
  const { customerId, userId, state, addWay, status } = relation;
  await recordEvent(
    tx,
    customerArchived({
      occurredAt: now,
      customerId,
      memberUserId: userId,
      payload: { ...pairOf(relation), state, addWay, ...what, isHalf: status === 'half', viaSync },
    }),
  );
}

/** A member's notes as our columns hold them. */
export function notesOf({ remark, description, remarkCorpName }: FollowUser) {
  return {
    remark: cut(remark, 64),
    description: cut(description, 255),
    remarkCorpName: cut(remarkCorpName, 128),
  };
}

/** Tags that the company manages; a member's private tags are nobody else's business. */
export function corpTagIds(followUser: FollowUser): string[] {
  return followUser.tags.flatMap((tag) => (tag.tagId && tag.kind !== 'private' ? [tag.tagId] : []));
}

async function saveRelation(
  tx: Tx,
  customerId: string,
  stored: FollowUserRow | null,
  verdict: RelationVerdict,
  truth: RelationTruth,
  addedAt: number,
): Promise<FollowUserRow> {
  const { followUser, contact, readAt } = truth;
  const isBack = verdict === 'added' || verdict === 'revived';
  const live = truth.isHalf ? 'half' : 'active';
  const status = isBack ? live : verdict === 'confirmed' ? 'active' : stored!.status;
  // Our remark is on its way to WeCom, or got there after this reading began: what the reading says is the old one.
  const isOurs = stored?.remarkInWecom === 'pending' || (stored?.remarkSettledAt ?? 0) > readAt;
  const ours = isOurs && !isBack ? stored : null;
  const relation = tx.create(FollowUserRow, {
    id: stored?.id ?? newId(),
    userId: followUser.userId,
    externalUserId: contact.externalUserId,
    customerId,
    status,
    ...notesOf(followUser),
    ...(ours ? { remark: ours.remark, description: ours.description } : {}),
    addWay: followUser.addWay,
    operUserId: followUser.operUserId,
    state: followUser.state,
    // Another way of adding may have brought her back through another channel.
    channelId: verdict === 'revived' ? null : (stored?.channelId ?? null),
    wechatChannels: followUser.wechatChannels,
    addedAt,
    removedAt: isBack ? null : (stored?.removedAt ?? null),
    archiveConsentAt: stored?.archiveConsentAt ?? null,
    toldBy: truth.viaSync && (isBack || stored?.toldBy === 'sync') ? 'sync' : 'callback',
    remarkInWecom: ours?.remarkInWecom ?? 'done',
    remarkSettledAt: stored?.remarkSettledAt ?? null,
    syncedAt: readAt,
  });
  if (stored) await tx.update(FollowUserRow, { id: stored.id }, relation);
  // Without updateEntity(false) MySQL is asked for the column defaults after every insert.
  else await tx.createQueryBuilder().insert().into(FollowUserRow).values(relation).updateEntity(false).execute();
  return relation;
}

/** The sync happened to see a new relation before its callback was handled: the callback's news is still news. */
function isOvertakenBySync(stored: FollowUserRow | null, { viaSync, isAdded }: RelationTruth): boolean {
  return stored?.toldBy === 'sync' && !viaSync && isAdded === true;
}

function changedFields(
  before: FollowUserRow | null,
  after: FollowUserRow,
  phonesChanged: boolean,
): ('remark' | 'description' | 'phones' | 'corp_name')[] {
  if (!before) return [];
  return [
    ...(before.remark !== after.remark ? (['remark'] as const) : []),
    ...(before.description !== after.description ? (['description'] as const) : []),
    ...(before.remarkCorpName !== after.remarkCorpName ? (['corp_name'] as const) : []),
    ...(phonesChanged ? (['phones'] as const) : []),
  ];
}
