import type { CallbackView } from '../control/views.ts';
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
  const key = callback.changeType || callback.event;
  return (changes[key] ?? `${callback.event} ${callback.changeType}`.trim())
    .replace('{member}', world.member(callback.userId)?.name ?? callback.userId)
    .replace('{customer}', world.customers.get(callback.externalUserId)?.name ?? callback.externalUserId);
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
