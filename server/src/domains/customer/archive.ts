import { getRow } from '../../platform/database/find-row.ts';
import type { ExternalContact, FollowUser } from '../../wecom/api/external-contact.ts';
import { execute, forUpdate, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { findDefaultStageId } from '../field/store.ts';
import { CustomerRow, FollowUserRow } from './entity.ts';
import { customerArchived, relationChanged } from './events.ts';
import { refreshListRows } from './list-rows.ts';
import { replacePhones } from './phones.ts';
import { dateOfBond, decideRelation, type RelationVerdict } from './relation-rules.ts';
import { refreshSearchTokens } from './search-tokens.ts';
import { findCustomerIdByIdentity, findRelation, isLiveRelation } from './store.ts';
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

/** The person behind an external user id: known by it, or by unionid, or new. Of two who create her together one wins, the other finds her. */
async function findOrCreateCustomer(
  tx: Tx,
  contact: ExternalContact,
  addedAt: number,
  now: number,
): Promise<{ customer: CustomerRow; isNew: boolean }> {
  let customerId = await findCustomerIdByIdentity(tx, 'external_userid', contact.externalUserId);
  if (customerId) {
    if (contact.unionId) await claimIdentity(tx, 'unionid', contact.unionId, customerId, now);
    return { customer: await lockCustomer(tx, customerId), isNew: false };
  }
  const byUnionId = contact.unionId ? await findCustomerIdByIdentity(tx, 'unionid', contact.unionId) : null;
  const wanted = byUnionId ?? newId();
  customerId = await claimIdentity(tx, 'external_userid', contact.externalUserId, wanted, now);
  if (customerId === wanted && contact.unionId && !byUnionId)
    await claimIdentity(tx, 'unionid', contact.unionId, customerId, now);
  if (byUnionId || customerId !== wanted) return { customer: await lockCustomer(tx, customerId), isNew: false };
  await insertRows(tx, 'customer', [
    {
      id: customerId,
      ...contactColumns(contact),
      stage_id: await findDefaultStageId(tx),
      status: 'active',
      first_added_at: addedAt,
      last_added_at: addedAt,
      created_at: now,
      updated_at: now,
    },
  ]);
  return { customer: await lockCustomer(tx, customerId), isNew: true };
}

/** Takes an identity for a customer; returns whose it is, which is somebody else's when they were first. */
async function claimIdentity(tx: Tx, kind: string, value: string, customerId: string, now: number): Promise<string> {
  const taken = await insertRows(tx, 'customer_identity', [{ kind, value, customer_id: customerId, created_at: now }], {
    ignoreDuplicates: true,
  });
  if (taken > 0) return customerId;
  const [row] = await select<{ customer_id: string }>(
    tx,
    `SELECT customer_id FROM customer_identity WHERE kind = ? AND \`value\` = ?${forUpdate(tx)}`,
    [kind, value],
  );
  return row!.customer_id;
}

async function lockCustomer(tx: Tx, customerId: string): Promise<CustomerRow> {
  return getRow(tx, CustomerRow, { id: customerId }, { lock: true });
}

const GENDERS = { unknown: 0, male: 1, female: 2 } as const;
const cut = (text: string | null, length: number) => (text ? [...text].slice(0, length).join('') : null);

function contactColumns(contact: ExternalContact) {
  return {
    type: contact.type === 'wecom' ? 2 : 1,
    name: cut(contact.name, 128) ?? '',
    avatar: cut(contact.avatar, 512),
    gender: GENDERS[contact.gender],
    position: cut(contact.position, 128),
    corp_name: cut(contact.corpName, 128),
    corp_full_name: cut(contact.corpFullName, 255),
  };
}

/** Returns whether what the search looks at has changed. */
async function saveCustomer(
  tx: Tx,
  customer: CustomerRow,
  truth: RelationTruth,
  verdict: RelationVerdict,
  addedAt: number,
): Promise<boolean> {
  const columns = contactColumns(truth.contact);
  const isBack = verdict === 'added' || verdict === 'revived';
  const after = {
    ...columns,
    status: isBack ? 'active' : customer.status,
    lost_at: isBack ? null : customer.lostAt,
    first_added_at: Math.min(customer.firstAddedAt, addedAt),
    last_added_at: isBack ? Math.max(customer.lastAddedAt, addedAt) : customer.lastAddedAt,
  };
  const before = {
    type: customer.type,
    name: customer.name,
    avatar: customer.avatar,
    gender: customer.gender,
    position: customer.position,
    corp_name: customer.corpName,
    corp_full_name: customer.corpFullName,
    status: customer.status,
    lost_at: customer.lostAt,
    first_added_at: customer.firstAddedAt,
    last_added_at: customer.lastAddedAt,
  };
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return false;
  const assignments = [...changed.map((name) => `\`${name}\` = ?`), 'updated_at = ?'].join(', ');
  await execute(tx, `UPDATE customer SET ${assignments} WHERE id = ?`, [
    ...changed.map((name) => after[name]),
    truth.now,
    customer.id,
  ]);
  return changed.includes('name') || changed.includes('corp_name') || changed.includes('first_added_at');
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
