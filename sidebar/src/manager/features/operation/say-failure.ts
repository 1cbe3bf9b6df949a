import type { FailureView } from '@zhike/shared/contracts/operation';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';

/** What was being done, by the name of the scenario or command. */
export const workNames: Record<string, string> = {
  'steer-around-refused': '绕开企业微信不接受的接待员工',
  'tell-managers-of-trouble': '提醒管理员渠道码有问题',
  'tell-managers-nobody-receives': '提醒管理员渠道码没人接待',
  'reread-departments': '重新读取部门',
  'reread-member': '重新读取成员',
  'update-tag-in-library': '更新标签',
  'add-tag-to-library': '收录新标签',
  'mark-tag-deleted': '标记标签已删除',
  'reorder-tag-library': '更新标签顺序',
  'apply-channel-remark': '按渠道改备注',
  'apply-channel-stage': '按渠道设置客户阶段',
  'link-channel': '记录客户来自哪个渠道',
  'move-customers-to-version': '让客户改按 SOP 新版',
  'end-deleted-sops': '结束已删除 SOP 里的客户',
  'end-deleted-sops-nightly': '结束已删除 SOP 里的客户',
  'open-first-follow-up-task': '给员工开首次跟进待办',
  'count-step': '统计发送顺序',
  'begin-sops-when-added': '让新客户开始 SOP',
  'recognise-visitors': '认出打开素材的客户',
  'begin-sops-when-dated': '按日期开始 SOP',
  'begin-sops-by-date-when-due': '按日期开始 SOP',
  'begin-sops-by-date': '按日期开始 SOP',
  'move-sop-starts': '按新日期调整 SOP 步骤',
  'begin-sops-at-stage': '按阶段开始 SOP',
  'stop-sops-at-stage': '按阶段结束 SOP',
  'begin-sops-when-tagged': '按标签开始 SOP',
  'stop-sops-when-tagged': '按标签结束 SOP',
  'make-pages-of-brochures': '生成产品手册的页面图片',
  'learn-next-sends': '统计优秀同事接下来发什么',
  'ask-for-mass-results': '读取群发结果',
  'begin-mass-messages': '开始定时群发',
  'read-due-moments': '读取朋友圈结果',
  'stop-sops-of-lost': '结束流失客户的 SOP',
  'open-sop-steps': '打开到期的 SOP 步骤',
  'open-care': '打开到期的客情待办',
  'remember-late-dates': '补上刚填写的生日或纪念日',
  'remember-late-by-calendar': '按新的历法补上生日',
  'place-care-anew': '按新的工作时间安排客情',
  'tell-member-of-visit': '提醒员工客户正在看素材',
  'count-late-visits': '补记客户打开素材的次数',
  'advance-mass-message': '准备群发名单',
  'cancel-mass-slice': '取消群发',
  'create-mass-slice': '创建群发任务',
  'read-mass-results': '读取群发结果',
  'remind-mass-slice': '提醒员工确认群发',
  'open-due-sop-steps': '打开到期的 SOP 步骤',
  'open-due-care': '打开到期的客情待办',
  'advance-sop-enrolling': '把一批客户加入 SOP',
  'cancel-moment': '取消朋友圈',
  'create-moment': '创建朋友圈',
  'read-moments': '读取朋友圈结果',
  'route-to-owner': '分配负责人',
  'tag-by-channel': '按渠道打标签',
  'tell-reps': '提醒员工有新客户',
  'tell-new-owner': '提醒新的负责人',
  'look-at-members-every-hour': '每小时查看成员状态',
  'look-at-members': '查看成员状态',
  'read-follow-users': '查看谁有客户联系权限',
  'renew-media-ids': '续期欢迎语素材',
  'steer-codes': '按排班和上限调整接待员工',
  'wake-stuck-notices': '重发卡住的提醒',
  'adopt-orphan-codes': '认领企业微信里多出的渠道码',
  'adopt-orphan-codes-at-start': '认领企业微信里多出的渠道码',
  'forget-ended-sessions': '清理过期登录',
  'forget-old-notices': '清理旧提醒',
  'find-overdue-replies': '查找超时未回复',
  'remind-of-tasks': '提醒到期的待办',
  'check-ended-relation': '检查删除客户的行为',
  'wait-for-follow-ups': '把客户列入未跟进检查',
  'wait-for-new-relations': '把新客户列入未跟进检查',
  'stop-waiting': '不再检查已结束的好友关系',
  'push-intercept-rule': '同步敏感词拦截规则',
  'pull-archive': '收取会话存档',
  'link-conversation': '把会话记到新客户名下',
  'check-consents-when-due': '查询谁同意了会话存档',
  'read-robot': '读取群里机器人的名称',
  'check-consents': '查询谁同意了会话存档',
  'link-late-messages': '把更早的聊天记到新客户名下',
  'alert-of-archive-lag': '提醒管理员会话存档延迟',
  'note-chat-consent': '记录会话存档的同意',
  'tell-of-late-files': '提醒会话文件下载慢',
  'forget-old-mentions': '清理过期的次数记录',
  'act-when-rules-are-due': '执行到期的自动化规则',
  'act-on-due-rules': '执行到期的自动化规则',
  'advance-rule-job': '执行或撤回规则',
  'advance-rule-trial': '规则试运行',
  'call-webhook': '通知外部系统',
  'index-messages': '为会话记录建立搜索',
  'write-chat-export': '生成会话导出文件',
  'forget-chat-exports': '删除过期的会话导出文件',
  'forget-expired-chat-exports': '找出过期的会话导出文件',
  'sweep-unfinished-exports': '清理未完成的会话导出文件',
  'quality-checks': '检查会话中的敏感词',
  'forget-old-records': '清理旧记录',
  'mend-codes': '核对渠道码设置',
  'start-nightly-sync': '开始夜间同步',
  'start-first-sync': '开始首次同步',
  'sweep-unfinished-uploads': '清理没传完的文件',
  'sweep-unclaimed-media': '清理导入后没保存的图片',
  'forget-creation-keys': '清理过期的请求记录',
  'sweep-posters': '清理久未使用的海报图片',
  'archive-external-contact': '保存新客户的资料',
  'archive-half-friend': '保存待通过客户的资料',
  'count-toward-cap': '计入每日上限',
  'count-half-toward-cap': '计入每日上限',
  'send-welcome-message': '安排发送欢迎语',
  'welcome-half-friend': '给待通过的客户发欢迎语',
  'welcome-after-consent': '同意存档后发欢迎语',
  'note-archive-consent': '记录客户同意会话存档',
  'mark-lost': '记录客户流失',
  'end-relation-by-member': '记录好友关系结束',
  'reread-relation': '重新读取客户资料',
  'alert-of-failed-transfer': '提醒转接失败',
  'hand-over-tasks': '转交离职员工的待办',
  'leave-all-codes': '离职员工退出渠道码',
  'rejoin-codes': '返岗员工回到渠道码',
  'take-in-subscribed-member': '收录新成员',
  'see-whether-member-left': '确认成员是否离职',
  'alert-rep-of-loss': '提醒员工客户流失',
  'count-loss': '计入渠道流失',
  'hand-on-to-taker': '把转接的客户交给接替员工',
  'take-removed-tag-off-customers': '从客户身上移除已删标签',
  'open-welcome-task': '给员工开补发欢迎语待办',
  'link-welcome-to-customer': '把欢迎语记到客户动态',
  'link-missed-welcome-to-customer': '把错过的欢迎语记到客户动态',
  'create-contact-way': '在企业微信创建渠道码',
  'delete-contact-way': '在企业微信删除渠道码',
  'update-contact-way': '在企业微信更新渠道码',
  'send-welcome': '发送欢迎语',
  'mark-tag': '在企业微信打标签',
  'update-remark': '在企业微信改备注',
  'upload-media': '上传素材到企业微信',
  'forget-media-bytes': '删除没有用到的文件',
  'upload-poster': '上传海报到企业微信',
  'deliver-notices': '给员工发应用消息',
  'read-new-group': '读取新建的客户群',
  'reread-group': '更新有变化的客户群',
  'mark-group-dismissed': '标记客户群已解散',
  'link-group-memberships': '把群成员关联到客户',
  'route-customer-of-group': '进群后分配负责人',
  'route-late-customer-of-group': '给群里新成为客户的人分配负责人',
  'count-late-joining': '补记客户的进群次数',
  'tag-customer-of-group': '给进群的客户打标签',
  'tag-late-customer-of-group': '给群里新成为客户的人打标签',
  'notify-group-owner': '提醒群主有人进群',
  'credit-group-inviter': '记录进群邀请人',
  'open-group-welcome-task': '给群主开欢迎待办',
  'alert-of-many-leaving': '提醒多人退群',
  'read-group-chat': '读取客户群',
  'tell-group-welcome': '在企业微信保存入群欢迎语',
  'delete-group-welcome': '在企业微信删除入群欢迎语',
  'run-sync-job': '同步数据',
  'advance-tag-job': '批量打标签',
  'take-off-removed-tag': '从客户身上移除已删标签',
};

const receivers: Record<string, string> = { app: '应用回调', archive: '会话存档回调', contacts: '通讯录回调' };

/** Files of chats, by kind. */
const fileNames: Record<string, string> = {
  image: '一张图片',
  voice: '一条语音',
  video: '一段视频',
  'emotion-gif': '一个表情',
  'emotion-png': '一个表情',
  meeting: '一段会议录音',
};

/** The headline of a failure, without jargon. */
export function sayFailure({ kind, name }: Pick<FailureView, 'kind' | 'name'>): string {
  if (kind === 'archive') return '一条存档消息打不开';
  if (kind === 'callback') return `收到一条看不懂的${receivers[name] ?? '回调'}`;
  if (kind === 'file') return `会话里的${fileNames[name] ?? '一个文件'}没有下载成功`;
  return `${workNames[name] ?? '一个后台步骤'}没有成功`;
}

/** What is to be expected of a file; everything else waits for a person, which the page says. */
export function sayHope({ kind, gaveUpAt, can }: Pick<FailureView, 'kind' | 'gaveUpAt' | 'can'>): string | null {
  if (kind !== 'file') return null;
  if (gaveUpAt === null) return '还在自动重试';
  return can.replay ? null : '企业微信已不再提供这个文件,重试没有用';
}

/** Why doing it once more does no harm. */
export function sayRepeat({ kind, repeatIsHarmless }: Pick<FailureView, 'kind' | 'repeatIsHarmless'>): string {
  if (repeatIsHarmless) return repeatIsHarmless;
  if (kind === 'callback') return '原文已完整保存,重试只是再读一遍;内容相同的回调只算一次';
  if (kind === 'file') return '每次都从头下载成新的一份,下载完整、核对无误后才算成功;没成功的一份不会留下';
  if (kind === 'archive') return '消息按企业微信的编号保存,同一条只会出现一次;重试只是再解一遍密';
  return '每个步骤和它的结果一起保存:没成功的步骤什么都没有留下,重试从头再做一遍';
}

/** The usual phrases promise another try by itself; here that is over. */
const overPhrases: Record<string, string> = {
  'wecom.unavailable': '企业微信多次没有响应',
  'wecom.over_limit': '调用企业微信太频繁,多次被拒绝',
};

/** The cause in words of people, where the stored problem is one of our codes. */
export function sayProblem(problem: string): string | null {
  const code = /\b[a-z_]+\.[a-z_]+\b/.exec(problem)?.[0];
  return (code && (overPhrases[code] ?? errorPhrases[code])) || null;
}
