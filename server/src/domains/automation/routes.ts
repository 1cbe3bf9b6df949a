import * as contracts from '@zhike/shared/contracts/automation';
import type { Dependencies } from '../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { newId } from '../../platform/id.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { createRule, deleteRule, switchRule, updateRule } from './actions/save-rule.ts';
import { RuleHitRow, RuleRow, RuleVersionRow, WebhookRow } from './entity.ts';
import { WebhookNotFound } from './errors.ts';
import { jobRoutes } from './job-routes.ts';
import { presentHits, presentRules, presentVersions } from './present.ts';
import { getRule, getVersionByNumber } from './store.ts';
import { findWebhook, newSecret, refuseInside } from './webhooks.ts';

export function automationRoutes(routers: Routers, deps: Dependencies): void {
  const { db, clock, keys, config } = deps;
  const { member } = routers;
  const show = async (viewer: MemberViewer, ruleId: string) =>
    (await presentRules(db.read, viewer, [await getRule(db.read, ruleId)], clock.now()))[0]!;

  member.handle(contracts.getRuleParts, async () => deps.ruleParts.present());

  member.handle(contracts.listRules, async ({ viewer, body: { cursor, limit, search, isOn } }) => {
    const query = db.read.createQueryBuilder(RuleRow, 'rule').where('rule.deletedAt IS NULL');
    if (search) query.andWhere('rule.name LIKE :like', { like: `%${search.replace(/[%_\\]/g, '')}%` });
    if (isOn !== undefined) query.andWhere('rule.isOn = :isOn', { isOn: Number(isOn) });
    if (cursor) query.andWhere('rule.id < :id', { id: decodeCursor(cursor, ['string'])[0] });
    const { rows, nextCursor } = pageOf(
      await query
        .orderBy('rule.id', 'DESC')
        .limit(limit + 1)
        .getMany(),
      limit,
    );
    return { items: await presentRules(db.read, viewer, rows, clock.now()), nextCursor };
  });
  member.handle(contracts.createRule, async ({ viewer, body }) => show(viewer, await createRule(deps, viewer, body)));
  member.handle(contracts.getRule, ({ viewer, params }) => show(viewer, params.ruleId));
  member.handle(contracts.updateRule, async ({ viewer, params, query, body }) => {
    await updateRule(deps, viewer, params.ruleId, body, query.seenVersion);
    return show(viewer, params.ruleId);
  });
  member.handle(contracts.switchRule, async ({ viewer, params, body }) => {
    await switchRule(deps, viewer, params.ruleId, body.isOn);
    return show(viewer, params.ruleId);
  });
  member.handle(contracts.deleteRule, async ({ viewer, params }) => {
    await deleteRule(deps, viewer, params.ruleId);
    return {};
  });

  member.handle(contracts.listRuleVersions, async ({ params: { ruleId }, query: { cursor, limit } }) => {
    await getRule(db.read, ruleId);
    const query = db.read.createQueryBuilder(RuleVersionRow, 'v').where('v.ruleId = :ruleId', { ruleId });
    if (cursor) query.andWhere('v.number < :number', { number: decodeCursor(cursor, ['number'])[0] });
    const versions = await query
      .orderBy('v.number', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { rows, nextCursor } = pageOf(versions, limit, ({ number }) => number);
    return { items: await presentVersions(db.read, rows), nextCursor };
  });
  member.handle(contracts.listRuleHits, async ({ viewer, params: { ruleId }, query: { cursor, limit, version } }) => {
    await getRule(db.read, ruleId);
    const query = db.read.createQueryBuilder(RuleHitRow, 'hit');
    if (version) query.where('hit.versionId = :id', { id: (await getVersionByNumber(db.read, ruleId, version)).id });
    else query.where('hit.ruleId = :ruleId', { ruleId });
    if (cursor) query.andWhere('hit.id < :after', { after: decodeCursor(cursor, ['string'])[0] });
    const { rows, nextCursor } = pageOf(
      await query
        .orderBy('hit.id', 'DESC')
        .limit(limit + 1)
        .getMany(),
      limit,
    );
    return { items: await presentHits(db.read, viewer.scope, rows), nextCursor };
  });

  jobRoutes(routers, deps);

  member.handle(contracts.listWebhooks, async () => {
    const rows = await db.read
      .createQueryBuilder(WebhookRow, 'w')
      .where('w.deletedAt IS NULL')
      .orderBy('w.id')
      .getMany();
    return { items: rows.map(({ id, name, url, createdAt }) => ({ id, name, url, createdAt })) };
  });
  member.handle(contracts.createWebhook, async ({ viewer, body: { name, url } }) => {
    refuseInside(new URL(url), config.webhooks.allowPrivate);
    const [id, secret, createdAt] = [newId(), newSecret(), clock.now()];
    await db.transaction(async (tx) => {
      const secretEncrypted = keys.encryptText(secret);
      await tx.insert(WebhookRow, {
        id,
        name,
        url,
        secretEncrypted,
        createdBy: viewer.userId,
        createdAt,
        deletedAt: null,
      });
      const { host } = new URL(url);
      await audit(tx, viewer, { action: 'webhook.create', subject: { kind: 'webhook', id }, after: { name, host } });
    });
    return { id, name, url, createdAt, secret };
  });
  member.handle(contracts.deleteWebhook, async ({ viewer, params: { webhookId } }) => {
    await db.transaction(async (tx) => {
      const webhook = await findWebhook(tx, webhookId);
      if (!webhook) throw new WebhookNotFound({ webhookId });
      await tx.update(WebhookRow, { id: webhookId }, { deletedAt: clock.now() });
      const subject = { kind: 'webhook', id: webhookId };
      await audit(tx, viewer, { action: 'webhook.delete', subject, before: { name: webhook.name } });
    });
    return {};
  });
}

function pageOf<Row extends { id: string }>(
  found: Row[],
  limit: number,
  keyOf: (row: Row) => string | number = ({ id }) => id,
): { rows: Row[]; nextCursor: string | null } {
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { rows: found.slice(0, limit), nextCursor: last ? encodeCursor([keyOf(last)]) : null };
}
