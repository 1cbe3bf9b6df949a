import type { SopRow as RowView, SopView } from '@zhike/shared/contracts/sop';
import type { EnrolmentView } from '@zhike/shared/contracts/sop-enrolment';
import { findRow } from '../../platform/database/find-row.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { listCustomFields } from '../field/custom-fields.ts';
import { listStages } from '../field/store.ts';
import { tagNames } from '../tag/store.ts';
import { TaskRow } from '../task/entity.ts';
import { SopMoveRow } from './move-entity.ts';
import { namesIn } from './names.ts';
import { SopRow, type SopEnrolmentRow, type SopStepRow } from './entity.ts';
import { becauseOf } from './say-because.ts';
import { massResultsOf } from './mass-results.ts';
import { type PlanCalendar, planSteps } from './plan.ts';
import { saySop, type SopWords } from './say-sop.ts';
import { countEnrolments, countOnEarlier, definitionsOf, stepsOf } from './store.ts';

export async function presentSops(tx: Tx, viewer: MemberViewer, sops: SopRow[]): Promise<RowView[]> {
  const words = await wordsOf(tx, sops);
  // How many customers others have is nobody's business but theirs who see them.
  const seesAll = viewer.scope.kind === 'all';
  const counts = await countEnrolments(tx, seesAll ? sops.map(({ id }) => id) : []);
  return sops.map(({ id, name, description, isOn, version, definition, updatedAt }) => ({
    id,
    name,
    description,
    isOn,
    version,
    steps: definition.steps.length,
    summary: saySop(definition, words),
    counts: counts.get(id) ?? null,
    updatedAt,
  }));
}

export async function presentSop(tx: Tx, viewer: MemberViewer, sop: SopRow): Promise<SopView> {
  const [row] = await presentSops(tx, viewer, [sop]);
  const maker = (await memberCards(tx, [sop.createdBy])).get(sop.createdBy);
  return {
    ...row!,
    definition: sop.definition,
    names: await namesIn(tx, sop.definition),
    createdBy: { userId: sop.createdBy, name: maker?.name ?? sop.createdBy },
    onEarlier: await countOnEarlier(tx, sop),
    move: presentMove(await findRow(tx, SopMoveRow, { sopId: sop.id })),
    can: { edit: viewer.role !== 'rep' },
  };
}

function presentMove(move: SopMoveRow | null): SopView['move'] {
  if (!move) return null;
  const { version, status, totalCount, movedCount, startedAt, finishedAt } = move;
  return { version, status, total: totalCount, moved: movedCount, startedAt, finishedAt };
}

async function wordsOf(tx: Tx, sops: readonly SopRow[]): Promise<SopWords> {
  const tagIds = sops.flatMap(({ definition: { start, stop } }) => [
    ...stop.tagIds,
    ...(start.kind === 'tagged' ? start.tagIds : []),
  ]);
  const tags = await tagNames(tx, [...new Set(tagIds)]);
  const stages = new Map((await listStages(tx)).map(({ id, name }) => [id, name]));
  const fields = new Map((await listCustomFields(tx)).map(({ id, name }) => [id, name]));
  return { tag: (id) => tags.get(id)?.name, stage: (id) => stages.get(id), field: (id) => fields.get(id) };
}

const WHY: Record<string, string> = {
  past: '加入时已经过了这一步的时间',
  while_off: '到期时 SOP 处于停用状态',
  no_fit: '到期时不符合这一步的条件',
  nobody: '到期时没有员工服务这位客户',
};

/** One customer's way: what was done, what is open, what lies ahead. */
export async function presentEnrolments(
  tx: Tx,
  enrolments: SopEnrolmentRow[],
  calendar: PlanCalendar,
): Promise<EnrolmentView[]> {
  if (enrolments.length === 0) return [];
  const unique = (ids: string[]) => [...new Set(ids)];
  const definitionOf = await definitionsOf(tx, enrolments);
  const settled = await stepsOf(
    tx,
    enrolments.map(({ id }) => id),
  );
  const sops = new Map(
    (
      await tx.findBy(
        SopRow,
        unique(enrolments.map(({ sopId }) => sopId)).map((id) => ({ id })),
      )
    ).map((sop) => [sop.id, sop]),
  );
  const tasks = await tasksOf(tx, [...settled.values()].flat());
  const resultOf = await massResultsOf(tx, enrolments, settled);
  const customers = await customersOf(tx, unique(enrolments.map(({ customerId }) => customerId)));
  const sayBecause = await becauseOf(tx, enrolments);
  return enrolments.map((enrolment) => {
    const rows = new Map(settled.get(enrolment.id)!.map((row) => [row.stepId, row]));
    const isActive = enrolment.status === 'active';
    const steps = planSteps(definitionOf(enrolment), enrolment.startsAt, calendar)
      // Of a way that has ended only what happened on it is part of it.
      .filter(({ step }) => isActive || rows.has(step.id))
      .map(({ step, dueAt }) => {
        const row = rows.get(step.id);
        const task = row?.taskId ? tasks.get(row.taskId) : undefined;
        const sent = row?.massMessageId ? resultOf(enrolment, row.massMessageId) : undefined;
        return {
          stepId: step.id,
          title: step.title,
          kind: step.deed.kind,
          dueAt: row?.dueAt ?? dueAt,
          state: sent ? sent.state : stateOf(row, task),
          why: sent ? sent.why : row?.why ? (WHY[row.why] ?? null) : null,
          taskId: row?.taskId ?? null,
          massMessageId: row?.massMessageId ?? null,
          doneAt: sent ? sent.doneAt : task?.status === 'done' ? task.closedAt : null,
        };
      });
    return {
      id: enrolment.id,
      sop: { id: enrolment.sopId, name: sops.get(enrolment.sopId)?.name ?? '已删除的 SOP' },
      version: enrolment.version,
      customer: customers.get(enrolment.customerId) ?? { id: enrolment.customerId, name: '已删除的客户', avatar: null },
      status: enrolment.status,
      stopReason: enrolment.stopReason,
      because: sayBecause(enrolment),
      startsAt: enrolment.startsAt,
      enrolledAt: enrolment.enrolledAt,
      endedAt: enrolment.endedAt,
      steps,
      can: { stop: isActive },
    };
  });
}

function stateOf(row: SopStepRow | undefined, task: TaskRow | undefined): EnrolmentView['steps'][number]['state'] {
  if (!row) return 'ahead';
  if (row.state === 'skipped') return 'skipped';
  return task && task.status !== 'open' ? task.status : 'open';
}

async function tasksOf(tx: Tx, rows: readonly SopStepRow[]): Promise<Map<string, TaskRow>> {
  const ids = rows.flatMap(({ taskId }) => taskId ?? []);
  if (ids.length === 0) return new Map();
  const tasks = await tx.createQueryBuilder(TaskRow, 't').where('t.id IN (:...ids)', { ids }).getMany();
  return new Map(tasks.map((task) => [task.id, task]));
}

export async function customersOf(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string; avatar: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await select<{ id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT id, name, avatar FROM customer WHERE id ${inList(ids)}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
