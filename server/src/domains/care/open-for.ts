import type { Dependencies } from '../../dependencies.ts';
import { insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import { type NewTask, openTasks } from '../task/store.ts';
import { workCalendar } from '../task/work-time.ts';
import type { CarePlanRow } from './entity.ts';
import type { Person } from './people.ts';
import { dueAt, occasionKey } from './rules.ts';
import { sayDay, sayWhat } from './say-care.ts';
import { countDay, fieldNames } from './store.ts';

/**
 * A task for whoever serves each of these customers. Who was remembered for the same occasion before is left out: the task's key and the
 * row's key both say so. Returns how many tasks were opened, and how many of these customers nobody serves.
 */
export async function openFor(
  tx: Tx,
  { config }: Pick<Dependencies, 'config'>,
  plan: Pick<CarePlanRow, 'id' | 'title' | 'definition'>,
  day: string,
  people: readonly Person[],
  now: number,
): Promise<{ opened: number; nobody: number }> {
  if (people.length === 0) return { opened: 0, nobody: 0 };
  const { occasion, materialIds, text } = plan.definition;
  const calendar = await workCalendar(tx, config.timeZone);
  const nameOf = await fieldNames(tx);
  const answerers = await whoAnswerFor(
    tx,
    people.map(({ customerId }) => customerId),
  );
  const wanted = people.flatMap((person) => {
    const { customerId } = person;
    const assigneeUserId = answerers.get(customerId);
    if (!assigneeUserId) return [];
    const key = occasionKey(occasion, day, person.calendar);
    const task: NewTask = {
      kind: 'care',
      title: plan.title,
      reason: `${sayDay(day)} · ${sayWhat(occasion, { day, ...person }, nameOf)}`,
      customerId,
      assigneeUserId,
      dueAt: dueAt(day, plan.definition, calendar, now),
      action: { kind: 'send', materialIds, scriptId: null, ...(text ? { text } : {}) },
      dedupeKey: `care:${plan.id}:${customerId}:${key}`,
      now,
    };
    return [{ customerId, key, task }];
  });
  const taskIds = await openTasks(
    tx,
    wanted.map(({ task }) => task),
  );
  const deeds = wanted.flatMap(({ customerId, key }, index) => {
    const taskId = taskIds[index];
    return taskId ? [{ plan_id: plan.id, customer_id: customerId, occasion: key, day, task_id: taskId }] : [];
  });
  await insertRows(tx, 'care_deed', deeds);
  await countDay(tx, plan, day, { opened: deeds.length });
  return { opened: deeds.length, nobody: people.length - wanted.length };
}
