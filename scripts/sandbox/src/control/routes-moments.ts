import { ActError } from '../acts/act-error.ts';
import { createMoment } from '../acts/moments/create-moment.ts';
import { publishMoment } from '../acts/moments/publish-moment.ts';
import { commentOnMoment, likeMoment } from '../acts/moments/react-to-moment.ts';
import type { Sandbox } from '../sandbox.ts';
import { momentTaskKey, type MomentTask } from '../world/moment-types.ts';
import { readChatContent } from './chat-content.ts';
import { findCustomer, findMember, findPerson } from './find.ts';
import { routes } from './handler.ts';
import { pageOf } from './paging.ts';
import { presentMoment } from './present-moments.ts';
import type { MomentView } from './views-moments.ts';

export const momentRoutes = routes({
  'GET /control/members/:userId/moments': {
    handle({ sandbox, params, query }) {
      const { userId } = findMember(sandbox, params.userId ?? '');
      const rows = [...sandbox.world.momentTasks.byMember(userId).newestFirst()].map((task) => shown(sandbox, task));
      return { ...pageOf(rows, query, (row) => row), waiting: rows.filter((row) => row.status === 'waiting').length };
    },
  },
  'POST /control/members/:userId/moments/:momentId/publish': {
    handle: ({ sandbox, params }) => shown(sandbox, publishMoment(sandbox, findTask(sandbox, params))),
  },
  'POST /control/members/:userId/moments': {
    shape: { text: 'text' },
    handle({ sandbox, params, body }) {
      const { userId } = findMember(sandbox, params.userId ?? '');
      readChatContent({ kind: 'text', text: body.text });
      const customers = [...sandbox.world.relations.byMember(userId)].flatMap((relation) =>
        relation.state === 'friend' ? [relation.externalUserId] : [],
      );
      const { momentId } = createMoment(sandbox, {
        jobId: '',
        creator: userId,
        text: body.text,
        attachments: [],
        isPartly: false,
        customersBy: new Map([[userId, customers]]),
      });
      return shown(sandbox, publishMoment(sandbox, findTask(sandbox, { userId, momentId })));
    },
  },
  'GET /control/customers/:externalUserId/moments': {
    handle({ sandbox, params, query }) {
      const { externalUserId } = findCustomer(sandbox, params.externalUserId ?? '');
      const rows: MomentTask[] = [];
      for (const relation of sandbox.world.relations.byCustomer(externalUserId)) {
        // Whoever deleted the other sees nothing of her any more.
        if (relation.state !== 'friend') continue;
        for (const task of sandbox.world.momentTasks.byMember(relation.userId))
          if (task.visibleTo.includes(externalUserId)) rows.push(task);
      }
      rows.sort((a, b) => b.publishedAt - a.publishedAt || b.seq - a.seq);
      return pageOf(rows, query, (task) => shown(sandbox, task));
    },
  },
  'POST /control/members/:userId/moments/:momentId/like': {
    shape: { by: 'text', like: 'flag?' },
    handle({ sandbox, params, body }) {
      const by = findPerson(sandbox, body.by);
      return shown(sandbox, likeMoment(sandbox, findTask(sandbox, params), by, body.like ?? true));
    },
  },
  'POST /control/members/:userId/moments/:momentId/comments': {
    shape: { by: 'text', text: 'text' },
    handle({ sandbox, params, body }) {
      const by = findPerson(sandbox, body.by);
      return shown(sandbox, commentOnMoment(sandbox, findTask(sandbox, params), by, body.text));
    },
  },
});

function findTask(sandbox: Sandbox, params: Record<string, string>): MomentTask {
  const { userId } = findMember(sandbox, params.userId ?? '');
  const task = sandbox.world.momentTasks.get(momentTaskKey(params.momentId ?? '', userId));
  if (!task) throw new ActError('not_found', '没有这条朋友圈');
  return task;
}

function shown(sandbox: Sandbox, task: MomentTask): MomentView {
  const moment = sandbox.world.moments.get(task.momentId);
  if (!moment) throw new Error('a moment task without its moment');
  return presentMoment(sandbox, moment, task);
}
