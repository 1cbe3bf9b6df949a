import type { AuditEntryView } from '@zhike/shared/contracts/audit';
import { texts } from '../../../shared/texts/zh-cn.ts';

/** What somebody did, by the action's name. */
export const actionNames: Record<string, string> = {
  'channel.create': '新建渠道活码',
  'channel.create_refused': '新建渠道活码被企业微信拒绝',
  'channel.update': '修改渠道活码',
  'rule.create': '新建自动化规则',
  'rule.update': '修改自动化规则',
  'rule.switch_on': '启用自动化规则',
  'rule.switch_off': '停用自动化规则',
  'rule.delete': '删除自动化规则',
  'rule.trial': '试运行自动化规则',
  'rule.apply': '对历史客户执行自动化规则',
  'rule.undo': '撤回自动化规则',
  'rule_job.cancel': '停止规则试运行',
  'rule_job.look': '查看试运行找到的消息',
  'rule_hit.look': '查看触发规则的消息',
  'webhook.create': '添加 Webhook',
  'webhook.delete': '删除 Webhook',
  'channel.pause': '暂停渠道活码',
  'channel.resume': '恢复渠道活码',
  'channel.delete': '删除渠道活码',
  'channel_group.create': '新建渠道分组',
  'channel_group.update': '修改渠道分组',
  'channel_group.delete': '删除渠道分组',
  'chat.search': '搜索会话记录',
  'chat_export.request': '申请导出会话',
  'chat_export.approve': '批准导出会话',
  'chat_export.refuse': '拒绝导出会话',
  'chat_export.write': '生成会话导出文件',
  'chat_export.fail': '会话导出没有完成',
  'chat_export.download': '下载会话导出文件',
  'chat.look': '查看会话记录',
  'quality_words.create': '新建敏感词组',
  'quality_words.update': '修改敏感词组',
  'quality_words.delete': '删除敏感词组',
  'quality_action.update': '修改敏感行为设置',
  'quality_hit.look': '查看质检会话',
  'quality_hit.decide': '判定质检记录',
  'custom_field.create': '新建客户字段',
  'custom_field.update': '修改客户字段设置',
  'custom_field.reorder': '调整客户字段顺序',
  'custom_field.retire': '停用客户字段',
  'custom_field.restore': '恢复客户字段',
  'material.create': '新建素材',
  'material.update': '修改素材',
  'material.restore_version': '恢复素材的旧版本',
  'material.move': '移动素材',
  'material.retire': '停用素材',
  'material.bring_back': '恢复素材',
  'material_folder.create': '新建素材文件夹',
  'material_folder.update': '修改素材文件夹',
  'material_folder.reorder': '调整素材文件夹顺序',
  'material_folder.delete': '删除素材文件夹',
  'moment.create': '新建朋友圈',
  'moment.cancel': '取消朋友圈',
  'mass_message.create': '新建群发',
  'mass_message.update': '修改群发',
  'mass_message.delete': '删除群发',
  'mass_message.start': '开始或定时群发',
  'mass_message.cancel': '取消群发',
  'mass_message.remind': '提醒员工确认群发',
  'mass_message.quota': '修改群发上限规则',
  'care.create': '新建客情计划',
  'care.update': '修改客情计划',
  'care.switch_on': '启用客情计划',
  'care.switch_off': '停用客情计划',
  'care.delete': '删除客情计划',
  'care.calendar': '设置客户生日的历法',
  'sop.create': '新建 SOP',
  'sop.update': '修改 SOP',
  'sop.switch_on': '启用 SOP',
  'sop.switch_off': '停用 SOP',
  'sop.delete': '删除 SOP',
  'sop.move_to_newest': '让客户改按 SOP 新版本',
  'sop.play': '用客户试跑 SOP',
  'sop.enrol': '把客户加入 SOP',
  'sop.stop': '结束客户的 SOP',
  'sop.enrol_many': '把一批客户加入 SOP',
  'sop.enrol_many_stop': '停止批量加入 SOP',
  'customer.archive': '从企业微信读取客户',
  'customer.field': '填写客户资料',
  'customer.owner': '更换客户负责人',
  'customer.remark': '修改客户备注',
  'customer.reveal_phones': '查看客户完整手机号',
  'customer.stage': '修改客户阶段',
  'customer.tag': '修改客户标签',
  'customer_app.change_settings': '修改小程序设置',
  'failure.replay': '重试异常',
  'failure.dismiss': '忽略异常',
  'follow_up.log': '记录跟进',
  'group_chat.set_join_rules': '设置进群后做什么',
  'group_chat.set_leaving_alert': '设置退群提醒',
  'group_chat.read': '从企业微信读取客户群',
  'group_chat.change_tags': '修改群标签',
  'group_tag.create_group': '新建群标签组',
  'group_tag.rename_group': '改名群标签组',
  'group_tag.delete_group': '删除群标签组',
  'group_tag.add': '新建群标签',
  'group_tag.rename': '改名群标签',
  'group_tag.delete': '删除群标签',
  'group_welcome.create': '新建入群欢迎语',
  'group_welcome.update': '修改入群欢迎语',
  'group_welcome.retry': '重新创建入群欢迎语',
  'group_welcome.delete': '删除入群欢迎语',
  'media.upload': '上传素材',
  'member.set_role': '修改成员角色',
  'script.create': '新建话术',
  'script.update': '修改话术',
  'script.delete': '删除话术',
  'script_category.create': '新建话术分类',
  'script_category.rename': '重命名话术分类',
  'script_category.delete': '删除话术分类',
  'script_category.reorder': '调整话术分类顺序',
  'segment.create': '新建人群',
  'segment.update': '修改人群',
  'segment.delete': '删除人群',
  'session.open': '登录',
  'session.close': '退出登录',
  'session.refuse': '拒绝登录',
  'stage.create': '新建客户阶段',
  'stage.update': '修改客户阶段设置',
  'stage.delete': '删除客户阶段',
  'stage.reorder': '调整客户阶段顺序',
  'sync.start': '开始同步',
  'sync.cancel': '停止同步',
  'tag.create': '新建标签',
  'tag.rename': '改名标签',
  'tag.delete': '删除标签',
  'tag.order': '调整标签顺序',
  'tag_group.create': '新建标签组',
  'tag_group.update': '修改标签组',
  'tag_group.delete': '删除标签组',
  'tag_job.start': '批量打标签',
  'tag_job.cancel': '停止批量打标签',
  'task.create': '新建待办',
  'task.complete': '完成待办',
  'task.dismiss': '取消待办',
  'task.snooze': '推迟待办',
  'task.reopen': '恢复待办',
  'task.comment': '评论待办',
  'task.hand_over': '转交待办',
  'task_settings.update': '修改工作时间与提醒',
};

export function sayAction({ action, after }: Pick<AuditEntryView, 'action' | 'after'>): string {
  if (action === 'customer.field' && after?.isEmptied === true) return '清空客户资料';
  return actionNames[action] ?? '做了一次修改';
}

export function sayActor({ actor, actorKind }: Pick<AuditEntryView, 'actor' | 'actorKind'>): string {
  if (actor) return actor.name;
  return actorKind === 'open_api' ? '开放接口' : '系统';
}

/** What was changed, or about whom, and where it can be looked at. Nobody is told that she did something to herself. */
export function saySubject({
  customer,
  subject,
  actor,
  before,
  after,
}: Pick<AuditEntryView, 'customer' | 'subject' | 'actor' | 'before' | 'after'>): {
  name: string;
  link: string | null;
} | null {
  if (customer?.name === null) return { name: '已删除的客户', link: null };
  if (customer) {
    const name = customer.name || texts.unnamed;
    const { remark } = customer;
    return { name: remark && remark !== name ? `${name}(${remark})` : name, link: `/customers/${customer.id}` };
  }
  if (subject.kind === 'outsider') return { name: '非本企业成员', link: null };
  if (subject.kind === 'member' && subject.id !== actor?.userId)
    return { name: `「${subject.name ?? subject.id}」`, link: null };
  const stored = after?.name ?? before?.name;
  const name = typeof stored === 'string' && stored !== '' ? `「${stored}」` : null;
  const link = linkTo(subject);
  return name || link ? { name: name ?? '查看', link } : null;
}

function linkTo({ kind, id }: AuditEntryView['subject']): string | null {
  if (kind === 'channel') return `/channels/${id}`;
  return kind === 'group_chat' ? `/groups/${encodeURIComponent(id)}` : null;
}

/** Short enough to stand in the sentence itself. */
export const isSaidAtOnce = (action: string) => action.startsWith('session.');
