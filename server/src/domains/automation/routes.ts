import * as contracts from '@zhike/shared/contracts/automation';
import type { Dependencies } from '../../dependencies.ts';
import { compilePattern } from '../../engines/keywords/pattern.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customersInScope } from '../customer/scope.ts';
import { createRule, deleteRule, switchRule, updateRule } from './actions/save-rule.ts';
import { RuleHitRow, RuleRow, RuleVersionRow } from './entity.ts';
import { RuleHitNotFound } from './errors.ts';
import { jobRoutes } from './job-routes.ts';
import { pageOf } from './page-of.ts';
import { presentHits, presentRules, presentVersions } from './present.ts';
import { placesOf, positionOf, textsOf } from './said.ts';
import { getRule, getVersionByNumber } from './store.ts';
import { webhookRoutes } from './webhook-routes.ts';

export function automationRoutes(routers: Routers, deps: Dependencies): void {
  const { db, clock, keys, ruleParts } = deps;
  const { member } = routers;
  const show = async (viewer: MemberViewer, ruleId: string) =>
    (await presentRules(db.read, ruleParts, viewer, [await getRule(db.read, ruleId)], clock.now()))[0]!;

  member.handle(contracts.getRuleParts, () => ruleParts.present(db.read));

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
    return { items: await presentRules(db.read, ruleParts, viewer, rows, clock.now()), nextCursor };
  });
  member.handle(contracts.createRule, async ({ viewer, body }) => show(viewer, await createRule(deps, viewer, body)));
  member.handle(contracts.getRule, ({ viewer, params }) => show(viewer, params.ruleId));
  member.handle(contracts.updateRule, async ({ viewer, params, query, body }) => {
    await updateRule(deps, viewer, params.ruleId, body, query);
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
    return { items: await presentVersions(db.read, ruleParts, rows), nextCursor };
  });
  member.handle(contracts.getRuleVersion, async ({ params: { ruleId, version } }) => {
    await getRule(db.read, ruleId);
    return (await presentVersions(db.read, ruleParts, [await getVersionByNumber(db.read, ruleId, version)]))[0]!;
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

  member.handle(contracts.readRuleHit, ({ viewer, params: { hitId } }) =>
    // Who has looked is written down before anything is shown.
    db.transaction(async (tx) => {
      const hit = await findRow(tx, RuleHitRow, { id: hitId });
      if (!hit) throw new RuleHitNotFound({ hitId });
      const position = positionOf({ kind: hit.causeKind, ref: hit.causeRef });
      const isVisible = (await customersInScope(tx, viewer.scope, [hit.customerId])).has(hit.customerId);
      if (position === null || !isVisible) return { text: null, place: null };
      const text = (await textsOf(tx, viewer.scope, [position], keys)).get(position) ?? null;
      if (text !== null) await audit(tx, viewer, { action: 'rule_hit.look', subject: { kind: 'rule_hit', id: hitId } });
      return { text, place: (await placesOf(tx, viewer.scope, [position])).get(position) ?? null };
    }),
  );
  member.handle(contracts.checkPattern, async ({ body }) => {
    compilePattern(body.pattern);
    return {};
  });

  jobRoutes(routers, deps);
  webhookRoutes(routers, deps);
}
