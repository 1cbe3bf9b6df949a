import * as taskSettings from '@zhike/shared/contracts/task-settings';
import { openTask, type NewTask } from '../domains/task/store.ts';
import { select } from '../platform/database/sql.ts';
import { remindOfTasks } from '../scenarios/every-minute/remind-of-tasks.ts';
import { givenMember } from './given-member.ts';
import { startTestServer } from './start-test-server.ts';

/** A corp of one department with a leader and two reps, whose clock the test sets. */
export async function startTaskTest() {
  const server = await startTestServer({ scenarios: [remindOfTasks], env: { ADMIN_USER_IDS: 'admin' } });
  await givenMember(server, { userId: 'admin', name: '管理员', departmentId: 9 });
  await givenMember(server, { userId: 'lead', name: '王主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'zhang', name: '张伟', departmentId: 2 });
  await givenMember(server, { userId: 'li', name: '李娜', departmentId: 2 });
  await givenMember(server, { userId: 'far', name: '远方', departmentId: 7 });

  const tick = async () => {
    // The next slot of the schedule.
    server.clock.offsetMs += 5_000;
    await server.scheduler!.tick();
    await server.settle(0);
  };
  return {
    server,
    admin: server.api.as('admin'),
    tick,
    /** Business time in Shanghai, `2026-11-20T10:00`. */
    at: (text: string) => Date.parse(`${text}+08:00`),
    /** Moves the clock there, and looks until nothing more is due. */
    async goTo(text: string) {
      server.clock.offsetMs = Date.parse(`${text}+08:00`) - Date.now();
      for (let n = 0; n < 3; n++) await tick();
    },
    /** The same without a look. */
    setClock(text: string) {
      server.clock.offsetMs = Date.parse(`${text}+08:00`) - Date.now();
    },
    async open(task: Partial<NewTask> & { due: string }): Promise<string> {
      const { due, ...own } = task;
      const id = await server.db.transaction((tx) =>
        openTask(tx, {
          kind: 'other',
          title: '寄样品',
          assigneeUserId: 'zhang',
          dueAt: Date.parse(`${due}+08:00`),
          now: server.clock.now(),
          ...own,
        }),
      );
      return id!;
    },
    /** Titles of everything a member was told, oldest first. */
    async told(userId: string): Promise<string[]> {
      const rows = await select<{ title: string }>(
        server.db.read,
        'SELECT title FROM notice WHERE user_id = ? ORDER BY id',
        [userId],
      );
      return rows.map((row) => row.title);
    },
    async set(change: Partial<taskSettings.TaskSettings>) {
      const api = server.api.as('admin');
      const { settings, version } = (await api.call(taskSettings.getTaskSettings)).body;
      return api.call(taskSettings.updateTaskSettings, { body: { settings: { ...settings, ...change }, version } });
    },
  };
}

export type TaskKit = Awaited<ReturnType<typeof startTaskTest>>;
