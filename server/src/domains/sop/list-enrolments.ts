import type { SopStep } from '@zhike/shared/contracts/sop';
import type { ComingStep, EnrolmentStatus } from '@zhike/shared/contracts/sop-enrolment';
import { addDays } from '@zhike/shared/formulas/calendar';
import type { z } from 'zod';
import { instantOf } from '../../platform/business-time.ts';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customerScopeSql } from '../customer/scope.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import { materialsInOrder } from '../material/store.ts';
import { scriptTitles } from '../script/store.ts';
import { SopEnrolmentRow } from './entity.ts';
import { isMass } from './mass-content.ts';
import { type PlanCalendar, planSteps } from './plan.ts';
import { customersOf } from './present.ts';
import { sendingsOf } from './sendings.ts';
import { definitionsOf, listSopsInUse, stepsOf } from './store.ts';

const OF_ONE_CUSTOMER = 100;

/** The SOPs a customer is or was in, newest first. */
export function enrolmentsOf(tx: Tx, customerId: string): Promise<SopEnrolmentRow[]> {
  return tx.find(SopEnrolmentRow, {
    where: { customerId },
    order: { enrolledAt: 'DESC', id: 'DESC' },
    take: OF_ONE_CUSTOMER,
  });
}

/** Customers in an SOP as far as the viewer sees them, newest first. */
export async function searchEnrolments(
  tx: Tx,
  viewer: MemberViewer,
  sopId: string,
  { status, cursor, limit }: { status?: z.infer<typeof EnrolmentStatus>; cursor?: string; limit: number },
): Promise<{ enrolments: SopEnrolmentRow[]; nextCursor: string | null }> {
  const conditions = ['e.sop_id = ?'];
  const values: SqlValue[] = [sopId];
  if (status) {
    conditions.push('e.status = ?');
    values.push(status);
  }
  if (cursor) {
    conditions.push('e.id < ?');
    values.push(...decodeCursor(cursor, ['string']));
  }
  const scope = customerScopeSql(viewer.scope, 'e.customer_id');
  if (scope) {
    conditions.push(scope.sql);
    values.push(...scope.values);
  }
  const rows = await select<{ id: string }>(
    tx,
    `SELECT e.id FROM sop_enrolment e WHERE ${conditions.join(' AND ')} ORDER BY e.id DESC LIMIT ${limit + 1}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const enrolments = await loadInOrder(
    tx,
    shown.map((row) => row.id),
  );
  return { enrolments, nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null };
}

async function loadInOrder(tx: Tx, ids: string[]): Promise<SopEnrolmentRow[]> {
  if (ids.length === 0) return [];
  const found = await tx.createQueryBuilder(SopEnrolmentRow, 'e').where('e.id IN (:...ids)', { ids }).getMany();
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * What lies ahead on a day, by time, as far as the viewer sees the customers. Pages go along who is due first; of each customer all her
 * steps of the day are told, so that a page may hold more steps than customers.
 */
export async function listComing(
  tx: Tx,
  viewer: MemberViewer,
  calendar: PlanCalendar,
  { day, sopId, cursor, limit }: { day: string; sopId?: string; cursor?: string; limit: number },
): Promise<{ items: ComingStep[]; nextCursor: string | null }> {
  const sops = (await listSopsInUse(tx)).filter(({ id }) => sopId === undefined || id === sopId);
  if (sops.length === 0) return { items: [], nextCursor: null };
  const from = instantOf(day, 0, calendar.timeZone);
  const to = instantOf(addDays(day, 1), 0, calendar.timeZone);
  const ids = sops.map(({ id }) => id);
  const conditions = [`e.sop_id ${inList(ids)}`, 'e.next_due_at < ?'];
  const values: SqlValue[] = [...ids, to];
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['number', 'string']);
    conditions.push('(e.next_due_at > ? OR (e.next_due_at = ? AND e.id > ?))');
    values.push(at, at, id);
  }
  const scope = customerScopeSql(viewer.scope, 'e.customer_id');
  if (scope) {
    conditions.push(scope.sql);
    values.push(...scope.values);
  }
  const rows = await select<{ id: string; at: number | string }>(
    tx,
    `SELECT e.id, e.next_due_at AS at FROM sop_enrolment e WHERE ${conditions.join(' AND ')} ORDER BY e.next_due_at, e.id LIMIT ${limit + 1}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const enrolments = await loadInOrder(
    tx,
    shown.map((row) => row.id),
  );
  const names = new Map(sops.map(({ id, name }) => [id, name]));
  return {
    items: await comingOf(tx, enrolments, calendar, { from, to, nameOf: (id) => names.get(id) ?? '' }),
    nextCursor: rows.length > limit && last ? encodeCursor([Number(last.at), last.id]) : null,
  };
}

async function comingOf(
  tx: Tx,
  enrolments: SopEnrolmentRow[],
  calendar: PlanCalendar,
  { from, to, nameOf }: { from: number; to: number; nameOf: (sopId: string) => string },
): Promise<ComingStep[]> {
  const definitionOf = await definitionsOf(tx, enrolments);
  const settled = await stepsOf(
    tx,
    enrolments.map(({ id }) => id),
  );
  const customerIds = enrolments.map(({ customerId }) => customerId);
  const customers = await customersOf(tx, customerIds);
  const answerers = await whoAnswerFor(tx, customerIds);
  const members = await memberCards(tx, [...new Set(answerers.values())]);
  const coming = enrolments.flatMap((enrolment) => {
    const done = new Set(settled.get(enrolment.id)!.map((row) => row.stepId));
    return planSteps(definitionOf(enrolment), enrolment.startsAt, calendar)
      .filter(({ step, dueAt }) => !done.has(step.id) && dueAt >= from && dueAt < to)
      .map((planned) => ({ enrolment, ...planned }));
  });
  const { materialIds, scriptIds } = sendingsOf(coming.map(({ step }) => step));
  const materials = await materialsInOrder(tx, materialIds);
  const scripts = await scriptTitles(tx, scriptIds);
  const titles = new Map(materials.map(({ id, title }) => [id, title]));
  return coming
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .map(({ enrolment: { id, sopId, customerId }, step, dueAt }) => {
      const userId = answerers.get(customerId);
      return {
        enrolmentId: id,
        sop: { id: sopId, name: nameOf(sopId) },
        stepId: step.id,
        title: step.title,
        kind: step.deed.kind,
        isMass: isMass(step.deed),
        dueAt,
        customer: customers.get(customerId) ?? { id: customerId, name: '已删除的客户', avatar: null },
        assignee: userId ? { userId, name: members.get(userId)?.name ?? userId } : null,
        script: scriptOf(step, scripts),
        materials:
          step.deed.kind === 'send'
            ? step.deed.materialIds.flatMap((materialId) => {
                const title = titles.get(materialId);
                return title === undefined ? [] : [{ id: materialId, title }];
              })
            : [],
        hasCondition: step.filter !== null,
      };
    });
}

function scriptOf({ deed }: Pick<SopStep, 'deed'>, titles: ReadonlyMap<string, string>): ComingStep['script'] {
  const id = deed.kind === 'send' ? deed.scriptId : null;
  const title = id === null ? undefined : titles.get(id);
  return id === null || title === undefined ? null : { id, title };
}
