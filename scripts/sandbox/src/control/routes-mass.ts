import { ActError } from '../acts/act-error.ts';
import { createMassMessage } from '../acts/mass/create-mass-message.ts';
import { sendMassTask } from '../acts/mass/send-mass-task.ts';
import type { Sandbox } from '../sandbox.ts';
import { massTaskKey, type MassTask } from '../world/mass-types.ts';
import { readChatContent } from './chat-content.ts';
import { findMember } from './find.ts';
import { routes } from './handler.ts';
import { pageOf } from './paging.ts';
import { presentMassMessage, presentMassTask } from './present-mass.ts';
import type { MassTaskView } from './views-mass.ts';

export const massRoutes = routes({
  'GET /control/mass-messages': {
    handle({ sandbox, query }) {
      const rows = [...sandbox.world.massMessages.values()].sort((a, b) => b.seq - a.seq);
      return pageOf(rows, query, (message) => presentMassMessage(sandbox, message));
    },
  },
  'GET /control/members/:userId/mass-tasks': {
    handle({ sandbox, params, query }) {
      const { userId } = findMember(sandbox, params.userId ?? '');
      const all = [...sandbox.world.massTasks.byMember(userId).newestFirst()];
      const waiting = all.filter((task) => isWaiting(sandbox, task));
      const page = pageOf(query.waiting === '1' ? waiting : all, query, (task) => shown(sandbox, task));
      return { ...page, waiting: waiting.length };
    },
  },
  'POST /control/members/:userId/mass-tasks/:msgId/send': {
    shape: { receivers: 'texts?' },
    handle({ sandbox, params, body }) {
      const { userId } = findMember(sandbox, params.userId ?? '');
      const task = sandbox.world.massTasks.get(massTaskKey(params.msgId ?? '', userId));
      if (!task) throw new ActError('not_found', '没有这个群发任务');
      return shown(sandbox, sendMassTask(sandbox, task, body.receivers));
    },
  },
  'POST /control/members/:userId/mass-messages': {
    shape: { text: 'text', customers: 'texts?', groups: 'texts?' },
    handle({ sandbox, params, body }) {
      const { userId } = findMember(sandbox, params.userId ?? '');
      readChatContent({ kind: 'text', text: body.text });
      const [customers, groups] = [body.customers ?? [], body.groups ?? []];
      if (customers.length > 0 === groups.length > 0)
        throw new ActError('invalid', 'customers 与 groups 只能填一个', 'customers');
      const { msgId } = createMassMessage(sandbox, {
        chatType: groups.length > 0 ? 'group' : 'single',
        creator: userId,
        text: body.text,
        attachments: [],
        contents: [],
        allowSelect: false,
        receivers: new Map([[userId, [...new Set([...customers, ...groups])]]]),
      });
      const task = sandbox.world.massTasks.get(massTaskKey(msgId, userId));
      if (!task) throw new Error('a mass message without its task');
      return shown(sandbox, sendMassTask(sandbox, task));
    },
  },
});

function isWaiting(sandbox: Sandbox, task: MassTask): boolean {
  return task.sentAt === 0 && sandbox.world.massMessages.get(task.msgId)?.cancelledAt === 0;
}

function shown(sandbox: Sandbox, task: MassTask): MassTaskView {
  const message = sandbox.world.massMessages.get(task.msgId);
  if (!message) throw new Error('a mass task without its message');
  return presentMassTask(sandbox, message, task);
}
