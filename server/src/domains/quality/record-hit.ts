import type { QualityActionKind, QualityLevel } from '@zhike/shared/contracts/quality';
import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { findLeadersOf, findMember, listAdminUserIds } from '../corp/store.ts';
import { findCustomer } from '../customer/store.ts';
import { notify } from '../notice/notify.ts';
import { endOfWorkDay, qualityTaskKey } from '../task/rules.ts';
import { workCalendar } from '../task/work-time.ts';
import { openTask } from '../task/store.ts';
import { qualityHitFound } from './events.ts';
import { actionNames } from './rules.ts';

/** The same again within this time after the first is the same hit, until a checker has decided it. */
const FOLD_MS = 10 * 60_000;
export const levelNames: Record<QualityLevel, string> = { low: '低', middle: '中', high: '高' };

export interface Found {
  /** Nothing is found twice under one key. */
  causeKey: string;
  rule: { kind: 'word'; id: string; name: string; word: string } | { kind: 'action'; id: QualityActionKind };
  speaker: 'member' | 'customer' | null;
  level: QualityLevel;
  userId: string;
  customerId: string | null;
  conversationId: string | null;
  position: number | null;
  at: number;
}

/** Writes a hit, warns the rep and asks a checker to look; or counts a repeat. */
export async function recordHit(
  tx: Tx,
  { config }: Pick<Dependencies, 'config'>,
  found: Found,
  now: number,
): Promise<void> {
  if (found.conversationId && (await fold(tx, found, found.conversationId))) return;
  const { rule, userId, customerId, level, at } = found;
  const hitId = newId();
  const checker = await readOnce(tx, `checker of ${userId}`, () => findChecker(tx, userId, config.adminUserIds));
  const taskId = checker ? newId() : null;
  const word = rule.kind === 'word' ? rule.word : '';
  const inserted = await insertRows(
    tx,
    'quality_hit',
    [
      {
        id: hitId,
        cause_key: found.causeKey,
        rule_kind: rule.kind,
        rule_id: rule.id,
        rule_name: rule.kind === 'word' ? rule.name : actionNames[rule.id],
        word,
        speaker: found.speaker,
        level,
        user_id: userId,
        customer_id: customerId,
        conversation_id: found.conversationId,
        position: found.position,
        at,
        day: businessDate(at, config.timeZone),
        times: 1,
        last_at: at,
        state: 'open',
        task_id: taskId,
      },
    ],
    { ignoreDuplicates: true },
  );
  if (inserted === 0) return;
  const what = rule.kind === 'word' ? `敏感词「${rule.word}」` : `敏感行为「${actionNames[rule.id]}」`;
  const customerName = customerId
    ? await readOnce(tx, `name of customer ${customerId}`, async () => (await findCustomer(tx, customerId))?.name)
    : undefined;
  await notify(tx, userId, {
    kind: 'quality',
    name: customerName,
    title: `${found.speaker === 'customer' ? '客户触发' : '触发'}${what}`,
    text: `${customerName === undefined ? '' : `与「${customerName}」的`}会话触发${what}(${levelNames[level]}风险),请注意沟通规范,质检人员会查看。`,
    link: customerId ? `/manager/#/customers/${customerId}` : '/manager/',
  });
  if (checker !== null && taskId !== null) {
    const name = await readOnce(
      tx,
      `name of member ${userId}`,
      async () => (await findMember(tx, userId))?.name ?? userId,
    );
    const title = `质检:${name}触发${what}`;
    const reason = `${levelNames[level]}风险,请查看会话后判定`;
    await openTask(tx, {
      id: taskId,
      kind: 'quality_check',
      title,
      reason,
      assigneeUserId: checker,
      dueAt: endOfWorkDay(now, await workCalendar(tx, config.timeZone)),
      dedupeKey: qualityTaskKey(hitId),
      now,
    });
    await notify(tx, checker, { kind: 'task', title, text: `${reason}。`, link: `/manager/#/quality/hits/${hitId}` });
  }
  await recordEvent(tx, qualityHitFound({ occurredAt: at, memberUserId: userId, payload: { hitId, userId, level } }));
}

/** Counted from the first one: measured from the last, a word every nine minutes would be one hit a day. */
async function fold(tx: Tx, { rule, userId, at }: Found, conversationId: string): Promise<boolean> {
  if (rule.kind !== 'word') return false;
  const [hit] = await select<{ id: string; last_at: number | string }>(
    tx,
    `SELECT id, last_at FROM quality_hit WHERE conversation_id = ? AND user_id = ? AND rule_id = ? AND at > ? AND at < ?
       AND word = ? AND state = 'open' ORDER BY at DESC LIMIT 1`,
    [conversationId, userId, rule.id, at - FOLD_MS, at + FOLD_MS, rule.word],
  );
  if (!hit) return false;
  // A checker may decide at this moment: what comes after that is a hit of its own.
  const counted = await execute(
    tx,
    "UPDATE quality_hit SET times = times + 1, last_at = ? WHERE id = ? AND state = 'open'",
    [Math.max(at, Number(hit.last_at)), hit.id],
  );
  return counted > 0;
}

/** The nearest leader, else an admin; never the rep herself. */
async function findChecker(tx: Tx, userId: string, adminUserIds: readonly string[]): Promise<string | null> {
  const [leader] = await findLeadersOf(tx, userId);
  return leader ?? (await listAdminUserIds(tx, adminUserIds)).find((admin) => admin !== userId) ?? null;
}
