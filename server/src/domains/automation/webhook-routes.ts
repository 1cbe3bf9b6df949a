import * as contracts from '@zhike/shared/contracts/automation-webhook';
import type { Dependencies } from '../../dependencies.ts';
import { newId } from '../../platform/id.ts';
import type { Routers } from '../../routers.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import { audit } from '../audit/audit.ts';
import { listDeliveries, placeOf, presentDeliveries } from './deliveries.ts';
import { WebhookRow } from './entity.ts';
import { WebhookNotFound } from './errors.ts';
import { pageOf } from './page-of.ts';
import { getRule } from './store.ts';
import { findWebhook, newSecret, refuseInside } from './webhooks.ts';

/** Addresses that rules call. */
export function webhookRoutes({ member }: Routers, { db, clock, keys, config }: Dependencies): void {
  member.handle(contracts.listWebhooks, async () => {
    const rows = await db.read
      .createQueryBuilder(WebhookRow, 'w')
      .where('w.deletedAt IS NULL')
      .orderBy('w.id')
      .getMany();
    return { items: rows.map(({ id, name, url, createdAt }) => ({ id, name, url, createdAt })) };
  });
  member.handle(contracts.listRuleDeliveries, async ({ viewer, params: { ruleId }, query: { cursor, limit } }) => {
    await getRule(db.read, ruleId);
    const before = cursor ? decodeCursor(cursor, ['string'])[0] : null;
    const found = await listDeliveries(db.read, ruleId, { before, limit: limit + 1 });
    const { rows, nextCursor } = pageOf(found, limit, placeOf);
    return { items: await presentDeliveries(db.read, { clock }, viewer.scope, rows), nextCursor };
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
