import type { TaskHistoryItem } from '@zhike/shared/contracts/task-team';
import { sayDue } from '../format/time.ts';

/** One step of a task, in a line. */
export function sayHistory({ what, by, from, to, until }: TaskHistoryItem, now: number): string {
  const who = by?.name ?? '系统';
  const whom = to.map(({ name }) => name).join('、');
  switch (what) {
    case 'opened':
      return by ? `${who}新建${whom && whom !== who ? `,交给${whom}` : ''}` : `自动生成${whom ? `,交给${whom}` : ''}`;
    case 'done':
      return `${who}完成`;
    case 'dismissed':
      return `${who}取消`;
    case 'reopened':
      return `${who}恢复`;
    case 'snoozed':
      return `${who}推迟${until === null ? '' : `到 ${sayDue(until, now)}`}`;
    case 'handed_over':
      return by ? `${who}转交给${whom}` : `${from?.name ?? '原负责人'}离岗,转给${whom}`;
    case 'escalated':
      return `逾期,已通知${whom}`;
  }
}
