import type { RuleAction, RuleRecipients } from '@zhike/shared/contracts/automation-rule';
import type { RuleActionHandler } from '../../engines/rules/registry.ts';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { MemberRow } from '../corp/entity.ts';
import { getMember } from '../corp/store.ts';
import { whoAnswersFor } from '../customer/rule-actions.ts';
import { externalIdsOf, getCustomer } from '../customer/store.ts';
import { notify } from '../notice/notify.ts';
import { TaskRow } from '../task/entity.ts';
import { endOfWorkDay } from '../task/rules.ts';
import { workCalendar } from '../task/work-time.ts';
import { closeTask, openTask } from '../task/store.ts';
import { callWebhook } from './commands/call-webhook.ts';
import { findWebhook } from './webhooks.ts';
import { WebhookNotFound } from './errors.ts';

type Settings<Kind extends RuleAction['kind']> = Extract<RuleAction, { kind: Kind }>;
const HOUR = 3_600_000;

const notifyMembers: RuleActionHandler<Settings<'notify'>> = {
  kind: 'notify',
  label: '通知员工',
  check: (tx, { to }) => requireMembers(tx, to),
  async apply(tx, { customerId, ruleName }, { to, text }) {
    const userIds = await recipients(tx, customerId, to);
    if (userIds.length === 0) return { outcome: 'skipped', why: 'automation.nobody_to_ask' };
    const { name } = await getCustomer(tx, customerId);
    const externalUserId = (await externalIdsOf(tx, [customerId])).get(customerId);
    const link = externalUserId ? `/sidebar/?externalUserId=${encodeURIComponent(externalUserId)}` : undefined;
    for (const userId of userIds)
      await notify(tx, userId, {
        kind: 'rule',
        title: `「${name}」触发了「${ruleName}」`,
        text,
        name,
        ...(link ? { link } : {}),
      });
    return { outcome: 'done' };
  },
};

const createTask: RuleActionHandler<Settings<'create_task'>> = {
  kind: 'create_task',
  label: '创建待办',
  check: (tx, { to }) => requireMembers(tx, to),
  async apply(tx, { hitId, customerId, ruleName, sourceEventId, now }, { to, title, dueInHours }, { config }) {
    const userIds = await recipients(tx, customerId, to);
    if (userIds.length === 0) return { outcome: 'skipped', why: 'automation.nobody_to_ask' };
    const taskIds: string[] = [];
    for (const userId of userIds) {
      const taskId = await openTask(tx, {
        kind: 'rule',
        title,
        reason: `自动化规则「${ruleName}」`,
        customerId,
        assigneeUserId: userId,
        dueAt:
          dueInHours === null ? endOfWorkDay(now, await workCalendar(tx, config.timeZone)) : now + dueInHours * HOUR,
        dedupeKey: `rule:${hitId}:${userId}:${title}`.slice(0, 160),
        sourceEventId,
        now,
      });
      if (taskId) taskIds.push(taskId);
    }
    return taskIds.length > 0 ? { outcome: 'done', memory: { taskIds } } : { outcome: 'already' };
  },
  async undo(tx, _run, { taskIds }, { userId, now }) {
    const ids = taskIds as string[];
    let closed = 0;
    for (const id of ids) {
      const task = await findRow(tx, TaskRow, { id }, { lock: true });
      if (task?.status !== 'open') continue;
      await closeTask(tx, task, { status: 'dismissed', result: '自动化规则已撤回', byUserId: userId, now });
      closed += 1;
    }
    return closed === ids.length ? { outcome: 'undone' } : { outcome: 'kept', why: 'automation.changed_since' };
  },
};

const webhook: RuleActionHandler<Settings<'webhook'>> = {
  kind: 'webhook',
  label: '调用 Webhook',
  async check(tx, { webhookId }) {
    if (!(await findWebhook(tx, webhookId))) throw new WebhookNotFound({ webhookId });
  },
  async apply(tx, { hitId, ruleId, version, customerId, cause, now }, { webhookId }) {
    if (!(await findWebhook(tx, webhookId))) return { outcome: 'skipped', why: 'automation.webhook_not_found' };
    const { kind, at } = cause;
    await enqueue(
      tx,
      callWebhook({ webhookId, hitId, ruleId, version, customerId, cause: { kind, at }, actedAt: now }),
    );
    return { outcome: 'done' };
  },
};

export const automationRuleActions = [notifyMembers, createTask, webhook];

async function recipients(tx: Tx, customerId: string, to: RuleRecipients): Promise<string[]> {
  if (to.kind === 'owner') {
    const userId = await whoAnswersFor(tx, customerId);
    return userId ? [userId] : [];
  }
  const active: string[] = [];
  for (const userId of to.userIds)
    if ((await findRow(tx, MemberRow, { userId }))?.status === 'active') active.push(userId);
  return active;
}

async function requireMembers(tx: Tx, to: RuleRecipients): Promise<void> {
  if (to.kind === 'members') for (const userId of to.userIds) await getMember(tx, userId);
}
