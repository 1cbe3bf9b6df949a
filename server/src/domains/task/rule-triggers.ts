import type { RuleTrigger } from '../../engines/rules/registry.ts';
import { followUpLogged, taskDone, type TaskNews } from './events.ts';

type LoggedPayload = Parameters<typeof followUpLogged>[0]['payload'];

const done: RuleTrigger<TaskNews> = { key: 'task.done', label: '待办完成', on: taskDone, conditions: [] };
const logged: RuleTrigger<LoggedPayload> = {
  key: 'follow_up.logged',
  label: '记录了跟进',
  on: followUpLogged,
  conditions: [{ key: 'member', label: '跟进的员工', input: 'member', valuesOf: ({ payload }) => [payload.userId] }],
};

export const taskRuleTriggers = [done, logged];
