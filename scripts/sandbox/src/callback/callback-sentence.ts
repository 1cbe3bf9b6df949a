import type { CallbackView } from '../control/views.ts';
import type { GroupChat } from '../world/group-types.ts';
import type { World } from '../world/world.ts';

const changes: Record<string, string> = {
  add_external_contact: '{member} 添加了客户 {customer}',
  add_half_external_contact: '客户 {customer} 免验证添加了 {member}(待成员确认)',
  edit_external_contact: '{member} 修改了客户 {customer} 的备注或标签',
  del_external_contact: '{member} 删除了客户 {customer}',
  del_follow_user: '客户 {customer} 删除了 {member}',
  transfer_fail: '客户 {customer} 转接给 {member} 失败',
  msg_audit_approved: '客户 {customer} 同意了 {member} 的会话存档',
  msgaudit_notify: '会话存档有新消息',
  create: '新建了企业标签',
  update: '修改了企业标签',
  delete: '删除了企业标签',
  shuffle: '调整了标签顺序',
  subscribe: '{member} 进入应用可见范围',
  unsubscribe: '{member} 离开应用可见范围',
  enter_agent: '{member} 打开了应用',
  text: '{member} 给应用发了消息',
};

const statuses: Record<CallbackView['status'], string> = {
  waiting: '等待送达',
  delivered: '已送达',
  failed: '送达失败,不再重试',
  dropped: '被故障开关丢弃',
  no_receiver: '未设置接收地址,未发送',
};

/** What the callback tells, without how far it got. */
export function callbackSubject(world: World, callback: CallbackView): string {
  if (callback.subject) return callback.subject;
  const key = callback.changeType || callback.event;
  return (changes[key] ?? `${callback.event} ${callback.changeType}`.trim())
    .replace('{member}', world.member(callback.userId)?.name ?? callback.userId)
    .replace('{customer}', world.customers.get(callback.externalUserId)?.name ?? callback.externalUserId);
}

/** What a group event tells; `detail` is UpdateDetail, empty for create and dismiss. */
export function groupSubject(
  world: World,
  group: Pick<GroupChat, 'name'>,
  change: { changeType: string; detail?: string; ids?: string[]; removed?: boolean },
): string {
  const name = `「${group.name || '未命名群聊'}」`;
  const [first = ''] = change.ids ?? [];
  const count = change.ids?.length ?? 0;
  const who = `${nameOf(world, first)}${count > 1 ? ` 等 ${count} 人` : ''}`;
  switch (change.detail || change.changeType) {
    case 'create':
      return `客户群${name}建好了`;
    case 'dismiss':
      return `客户群${name}解散了`;
    case 'add_member':
      return `${who} 进入客户群${name}`;
    case 'del_member':
      return `${who} ${change.removed ? '被移出' : '退出'}客户群${name}`;
    case 'change_owner':
      return `客户群${name}换了群主`;
    case 'change_name':
      return `客户群改名为${name}`;
    case 'change_notice':
      return `客户群${name}的公告改了`;
    default:
      return `客户群${name}有变动`;
  }
}

/** A member's or customer's name; the id when nobody knows it. */
export function nameOf(world: World, id: string): string {
  return world.member(id)?.name ?? world.customers.get(id)?.name ?? id;
}

/** One line for the live strip: what happened, and how far the callback got. */
export function callbackSentence(world: World, callback: CallbackView): string {
  const what = callbackSubject(world, callback);
  const last = callback.attempts.at(-1);
  const repeated = callback.duplicateOf ? '(重复)' : '';
  if (!last) return `回调${repeated}:${what} · ${statuses[callback.status]}`;
  const retrying =
    callback.status === 'waiting' ? `第 ${callback.attempts.length} 次未送达,稍后重试` : statuses[callback.status];
  return `回调${repeated}:${what} · ${retrying} · ${last.tookMs} 毫秒`;
}
