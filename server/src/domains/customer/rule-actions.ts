import type { RuleAction } from '@zhike/shared/contracts/automation-rule';
import type { RuleActionHandler } from '../../engines/rules/registry.ts';
import { findRow, findRows } from '../../platform/database/find-row.ts';
import { memberCards, getMember } from '../corp/store.ts';
import { MemberRow } from '../corp/entity.ts';
import { getStage, listStages } from '../field/store.ts';
import { TagNotFound } from '../tag/errors.ts';
import { tagNames } from '../tag/store.ts';
import { setOwner, setStage } from './decisions.ts';
import { CustomerTagRow } from './entity.ts';
import { type RemovedTag, restoreTags } from './restore-tags.ts';
import { setFieldAction } from './set-field-action.ts';
import { getCustomer, getCustomerForUpdate, isCarried } from './store.ts';
import { applyTags, removeTags } from './tags.ts';
import { whoAnswerFor } from './who-answers.ts';

type Settings<Kind extends RuleAction['kind']> = Extract<RuleAction, { kind: Kind }>;

const tag: RuleActionHandler<Settings<'tag'>> = {
  kind: 'tag',
  label: '打标签',
  check: (tx, { tagIds }) => requireTags(tx, tagIds),
  async apply(tx, { customerId, versionId, now }, { tagIds }) {
    const usable = await existing(tx, tagIds);
    if (usable.length === 0) return { outcome: 'skipped', why: 'tag.not_found' };
    const { added, userId } = await applyTags(tx, {
      customerId,
      tagIds: usable,
      origin: { kind: 'rule', ref: versionId },
      now,
    });
    return added.length > 0 ? { outcome: 'done', memory: { tagIds: added, userId } } : { outcome: 'already' };
  },
  async undo(tx, { customerId, versionId }, memory, { userId: byUserId, now }) {
    const tagIds = memory.tagIds as string[];
    const userId = (memory.userId as string | null) ?? '';
    const rows = (await findRows(tx, CustomerTagRow, { customerId, userId })).filter((row) =>
      tagIds.includes(row.tagId),
    );
    const ours = rows.filter((row) => isCarried(row) && row.originKind === 'rule' && row.originRef === versionId);
    if (ours.length === 0) return { outcome: 'kept', why: 'automation.changed_since' };
    await removeTags(tx, {
      customerId,
      tagIds: ours.map((row) => row.tagId),
      userId: userId || null,
      origin: { kind: 'rep', byUserId },
      now,
    });
    return ours.length === tagIds.length ? { outcome: 'undone' } : { outcome: 'kept', why: 'automation.changed_since' };
  },
};

const untag: RuleActionHandler<Settings<'untag'>> = {
  kind: 'untag',
  label: '移除标签',
  check: (tx, { tagIds }) => requireTags(tx, tagIds),
  async apply(tx, { customerId, versionId, now }, { tagIds }) {
    const origin = { kind: 'rule', ref: versionId } as const;
    const { rows, eventId } = await removeTags(tx, { customerId, tagIds, origin, now });
    if (rows.length === 0) return { outcome: 'already' };
    const tags = rows.map(({ tagId, userId, originKind, originRef, byUserId, addedAt }): RemovedTag => {
      return { tagId, userId, originKind, originRef, byUserId, addedAt };
    });
    return { outcome: 'done', memory: { tags, eventId } };
  },
  async undo(tx, { customerId }, memory, { userId: byUserId, now }) {
    const removed = (memory.tags ?? []) as RemovedTag[];
    // Written before it was remembered whose tags they were.
    if (removed.length === 0) return { outcome: 'kept', why: 'automation.changed_since' };
    const alive = await existing(
      tx,
      removed.map(({ tagId }) => tagId),
    );
    const tags = removed.filter(({ tagId }) => alive.includes(tagId));
    if (tags.length === 0) return { outcome: 'kept', why: 'tag.not_found' };
    const sinceEventId = memory.eventId as string;
    const restored = await restoreTags(tx, { customerId, tags, sinceEventId, byUserId, now });
    if (restored.length < tags.length) return { outcome: 'kept', why: 'automation.changed_since' };
    return tags.length === removed.length ? { outcome: 'undone' } : { outcome: 'kept', why: 'tag.not_found' };
  },
};

const stage: RuleActionHandler<Settings<'set_stage'>> = {
  kind: 'set_stage',
  label: '修改客户阶段',
  async check(tx, { stageId }) {
    await getStage(tx, stageId);
  },
  async apply(tx, { customerId, versionId, now }, { stageId }) {
    if (!(await listStages(tx)).some(({ id }) => id === stageId)) return { outcome: 'skipped', why: 'stage.not_found' };
    const { stageId: before } = await getCustomer(tx, customerId);
    if (!(await setStage(tx, { customerId, stageId, originRef: versionId, now }))) return { outcome: 'already' };
    return { outcome: 'done', memory: { before, after: stageId } };
  },
  async undo(tx, { customerId }, { before, after }, { userId, now }) {
    const { stageId } = await getCustomerForUpdate(tx, customerId);
    const isThere = (await listStages(tx)).some(({ id }) => id === before);
    if (stageId !== after || !isThere) return { outcome: 'kept', why: 'automation.changed_since' };
    await setStage(tx, { customerId, stageId: before as string, byUserId: userId, now });
    return { outcome: 'undone' };
  },
};

const assign: RuleActionHandler<Settings<'assign'>> = {
  kind: 'assign',
  label: '分配负责人',
  async check(tx, { userIds }) {
    for (const userId of userIds) await getMember(tx, userId);
  },
  async apply(tx, { customerId, ruleName, ruleId, now }, { userIds }) {
    const active: string[] = [];
    for (const userId of userIds)
      if ((await findRow(tx, MemberRow, { userId }))?.status === 'active') active.push(userId);
    if (active.length === 0) return { outcome: 'skipped', why: 'automation.nobody_to_ask' };
    const { ownerUserId: before, ownerReason } = await getCustomer(tx, customerId);
    if (before && active.includes(before)) return { outcome: 'already' };
    const ownerUserId = active[inTurn(customerId, active.length)]!;
    const name = (await memberCards(tx, [ownerUserId])).get(ownerUserId)?.name ?? ownerUserId;
    await setOwner(tx, {
      customerId,
      ownerUserId,
      reason: {
        rule: 'automation',
        sentence: `自动化规则「${ruleName}」分配给${name}`,
        facts: [{ label: '规则', value: ruleName }],
        alternatives: active
          .filter((userId) => userId !== ownerUserId)
          .map((userId) => ({ userId, why: '这次没有轮到' })),
        decidedAt: now,
      },
      now,
    });
    return { outcome: 'done', memory: { before, beforeReason: ownerReason, after: ownerUserId, ruleId } };
  },
  async undo(tx, { customerId }, { before, beforeReason, after }, { userId, now }) {
    const { ownerUserId, ownerReason } = await getCustomerForUpdate(tx, customerId);
    if (ownerUserId !== after || ownerReason?.rule !== 'automation')
      return { outcome: 'kept', why: 'automation.changed_since' };
    const back = before as string | null;
    const reason = { rule: 'manual', sentence: '撤回自动化规则的分配', facts: [], alternatives: [], decidedAt: now };
    await setOwner(tx, {
      customerId,
      ownerUserId: back,
      reason: (beforeReason as typeof reason | null) ?? reason,
      byUserId: userId,
      now,
    });
    return { outcome: 'undone' };
  },
};

export const customerRuleActions = [tag, untag, stage, setFieldAction, assign];

/** The random end of an id says whose turn it is: even over many, and the same whenever it is asked. */
function inTurn(customerId: string, count: number): number {
  let sum = 7;
  for (const letter of customerId.slice(-6)) sum = sum * 31 + letter.charCodeAt(0);
  return sum % count;
}

async function existing(tx: Parameters<typeof tagNames>[0], tagIds: readonly string[]): Promise<string[]> {
  const names = await tagNames(tx, tagIds);
  return tagIds.filter((id) => names.get(id)?.isDeleted === false);
}

async function requireTags(tx: Parameters<typeof tagNames>[0], tagIds: readonly string[]): Promise<void> {
  const usable = await existing(tx, tagIds);
  const gone = tagIds.find((id) => !usable.includes(id));
  if (gone !== undefined) throw new TagNotFound({ tagId: gone });
}

/** For whoever must be told or asked about a customer: her owner, else the member who follows her last. */
export async function whoAnswersFor(tx: Parameters<typeof tagNames>[0], customerId: string): Promise<string | null> {
  return (await whoAnswerFor(tx, [customerId])).get(customerId) ?? null;
}
