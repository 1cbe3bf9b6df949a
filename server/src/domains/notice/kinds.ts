/** What members are told of, and how several of a kind read as one message. Links are paths on our own address. */
export const noticeKinds = {
  new_customer: { merged: (count: number) => `${count} 位新客户`, counter: '位', link: '/manager/#/customers' },
  returning_customer: {
    merged: (count: number) => `${count} 位老客户再次添加`,
    counter: '位',
    link: '/manager/#/customers',
  },
  customer_lost: {
    merged: (count: number) => `${count} 位客户流失`,
    counter: '位',
    link: '/manager/#/customers?status=lost',
  },
  owner_changed: {
    merged: (count: number) => `${count} 位客户换了负责人`,
    counter: '位',
    link: '/manager/#/customers',
  },
  transfer_failed: {
    merged: (count: number) => `${count} 位客户转接失败`,
    counter: '位',
    link: '/manager/#/customers',
  },
  task: { merged: (count: number) => `${count} 项新待办`, counter: '项', link: '/manager/#/tasks' },
  task_due: { merged: (count: number) => `${count} 次待办提醒`, counter: '次', link: '/manager/#/tasks' },
  task_digest: { merged: (count: number) => `${count} 次每日待办汇总`, counter: '次', link: '/manager/#/tasks' },
  task_overdue: {
    merged: (count: number) => `${count} 次逾期通知`,
    counter: '次',
    link: '/manager/#/tasks?view=team&overdue=true',
  },
  task_comment: { merged: (count: number) => `${count} 条待办评论`, counter: '条', link: '/manager/#/tasks' },
  task_handover: { merged: (count: number) => `收到 ${count} 次待办转交`, counter: '次', link: '/manager/#/tasks' },
  channel: { merged: (count: number) => `${count} 个渠道码需要处理`, counter: '个', link: '/manager/#/channels' },
  group_joined: {
    merged: (count: number) => `${count} 位新成员进群`,
    counter: '位',
    link: '/manager/#/groups',
  },
  group_leaving: {
    merged: (count: number) => `${count} 个群有多人退群`,
    counter: '个',
    link: '/manager/#/groups',
  },
  rule: { merged: (count: number) => `${count} 条规则提醒`, counter: '条', link: '/manager/#/customers' },
  visit: { merged: (count: number) => `${count} 位客户正在看你发的资料`, counter: '位', link: '/manager/#/customers' },
  quality: { merged: (count: number) => `${count} 条质检提醒`, counter: '条', link: '/manager/' },
  chat_export: { merged: (count: number) => `${count} 项会话导出提醒`, counter: '项', link: '/manager/#/chat-exports' },
  mass_send: { merged: (count: number) => `${count} 个群发等你确认`, counter: '个', link: '/manager/#/tasks' },
  system: { merged: (count: number) => `${count} 条系统提醒`, counter: '条', link: '/manager/' },
} as const;

export type NoticeKind = keyof typeof noticeKinds;

/** Rows may hold kinds of an older or newer version. */
export function wordingOf(kind: string): { merged: (count: number) => string; counter: string; link: string } {
  return kind in noticeKinds ? noticeKinds[kind as NoticeKind] : noticeKinds.system;
}
