import { taskRemindersDue } from '../../domains/task/events.ts';
import { remindOfDueTasks } from '../../domains/task/remind.ts';
import { sendDigests } from '../../domains/task/send-digests.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The day's digest first: what it tells of is not told of again. */
export const remindOfTasks = scenario({
  name: 'remind-of-tasks',
  on: taskRemindersDue,
  async run(tx, _event, _facts, now, { config }) {
    const digests = await sendDigests(tx, now, config.timeZone);
    const tasks = await remindOfDueTasks(tx, now, config);
    return digests + tasks > 0 ? done() : skipped('已经提醒过');
  },
});
