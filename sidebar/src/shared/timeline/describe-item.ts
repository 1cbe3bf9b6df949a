import type { TimelineItem } from '@zhike/shared/contracts/customer';
import { shortened } from '../format/shortened.ts';
import { sayDue } from '../format/time.ts';
import { sayAddWay } from '../texts/zh-cn.ts';
import { EventFacts } from './event-facts.ts';

type ItemIcon = 'person' | 'chat' | 'tag' | 'flag' | 'note' | 'clock' | 'alert';

export interface DescribedItem {
  icon: ItemIcon;
  /** One line: what happened. */
  sentence: string;
  /** Words of people, or why. */
  note: string | null;
}

type Describe = (facts: EventFacts, item: TimelineItem, now: number) => DescribedItem;

/** One event in the words of people. */
export function describeItem(item: TimelineItem, now: number): DescribedItem {
  const describe = descriptions[item.type];
  // An event of a newer server: that something happened is still true.
  if (!describe) return { icon: 'flag', sentence: '有一条新动态', note: null };
  return describe(new EventFacts(item.data), item, now);
}

const quoted = (name: string | null) => (name ? `「${name}」` : '');
const sentThing = (facts: EventFacts) =>
  facts.isTrue('isScript')
    ? `话术${quoted(facts.name('script'))}`
    : quoted(facts.name('material')) || (facts.isTrue('isWords') ? '祝福语' : '素材');
const by = (item: TimelineItem, other = '系统') => item.actor?.name ?? other;

function added(facts: EventFacts): { sentence: string; note: string | null } {
  const member = facts.name('member') ?? '员工';
  const channel = facts.name('channel');
  if (channel) return { sentence: `扫${quoted(channel)}添加了${member}`, note: null };
  const addWay = facts.number('addWay');
  return { sentence: `和${member}成为好友`, note: addWay ? `来自${sayAddWay(addWay)}` : null };
}

const MISSED: Record<string, string> = {
  expired: '超过了 20 秒的发送时限',
  refused: '企业微信没有接受',
  consent_needed: '客户同意会话存档后才能发送',
};
const TRANSFER_FAILED: Record<string, string> = {
  customer_refused: '客户拒绝了转接',
  customer_limit_exceed: '接手员工的客户数已达上限',
};
const LEFT_HOW: Record<string, string> = { self: '自己退出', removed: '被移出', ended: '群已解散' };
/** WeCom's numbers (doc 92122). */
const JOINED_BY: Record<number, string> = { 1: '被邀请进群', 2: '通过邀请链接', 3: '扫群二维码' };
/** Only what the customer's look depends on is worth a line. */
const SENT_AS: Record<string, string> = { link: '带追踪的链接,打开后会在这里看到', media: '原文件' };
const ENDED_BY: Record<string, string> = { member: '员工删除了客户', customer: '客户删除了员工', transfer: '已转接' };
const FIELDS: Record<string, string> = { remark: '备注', description: '描述', phones: '手机号', corp_name: '备注公司' };

const ORIGINS: Record<string, (facts: EventFacts, item: TimelineItem) => string> = {
  scan: (facts) => (facts.name('channel') ? `扫${quoted(facts.name('channel'))}自动打上` : '扫码自动打上'),
  rule: (facts) => (facts.name('group') ? `加入群${quoted(facts.name('group'))}自动打上` : '自动化规则'),
  rep: (facts, item) => item.actor?.name ?? facts.name('member') ?? '员工',
  wecom: (facts) => `${facts.name('member') ?? '员工'}在企业微信里修改`,
};

function tagged(verb: string): Describe {
  return (facts, item) => ({
    icon: 'tag',
    sentence: `${verb}${facts.names('tags').map(quoted).join('') || '标签'}`,
    note: ORIGINS[facts.text('origin') ?? '']?.(facts, item) ?? null,
  });
}

function task(verb: string, more: (facts: EventFacts, item: TimelineItem, now: number) => string | null): Describe {
  return (facts, item, now) => ({
    icon: 'clock',
    // Titles quote names themselves.
    sentence: facts.text('title') ? `${verb}:${facts.text('title')}` : verb,
    note: more(facts, item, now),
  });
}

const dueLine = (facts: EventFacts, now: number) => {
  const dueAt = facts.number('dueAt');
  return dueAt === null ? null : `${sayDue(dueAt, now)} 前`;
};

function fieldChanged(facts: EventFacts): string {
  const field = quoted(facts.name('field')) || '一项资料';
  const [from, to] = [facts.text('from'), facts.text('to')];
  if (to === null) return `${from === null ? '修改' : '清空'}${field}`;
  return from === null ? `填写${field}:${shortened(to)}` : `${field}改为「${shortened(to)}」`;
}

function sayVisit(facts: EventFacts): string {
  const material = facts.name('material');
  const [page, seconds, nth] = [facts.number('page'), facts.number('seconds'), facts.number('nth')];
  const percent = facts.number('percent');
  const where = page ? `第 ${page} 页` : percent ? `看到 ${percent}%` : null;
  const parts = [where, seconds ? sayDuration(seconds) : null, nth && nth > 1 ? `第 ${nth} 次` : null];
  const what = material ? `看了《${material}》` : '看了一份素材';
  const said = parts.filter(Boolean).join(',');
  return said === '' ? what : page ? `${what}${said}` : `${what},${said}`;
}

function sayDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} 秒`;
  return seconds % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${seconds % 60} 秒`;
}

const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ') || null;

const descriptions: Record<string, Describe> = {
  'external_contact.added': (facts) => ({ icon: 'person', ...added(facts) }),
  'external_contact.half_added': (facts) => ({
    icon: 'person',
    sentence: added(facts).sentence,
    note: '等员工通过后才能聊天',
  }),
  'external_contact.deleted_by_member': (facts, item) => ({
    icon: 'alert',
    sentence: facts.isTrue('byTransfer')
      ? `好友关系已从${facts.name('member') ?? '员工'}转走`
      : `${by(item, facts.name('member') ?? '员工')}删除了客户`,
    note: null,
  }),
  'external_contact.deleted_by_customer': (facts) => ({
    icon: 'alert',
    sentence: `客户删除了${facts.name('member') ?? '员工'}`,
    note: null,
  }),
  'external_contact.transfer_failed': (facts) => ({
    icon: 'alert',
    sentence: `转接给${facts.name('member') ?? '员工'}没有成功`,
    note: TRANSFER_FAILED[facts.text('failReason') ?? ''] ?? null,
  }),
  'external_contact.archive_consented': (facts) => ({
    icon: 'chat',
    sentence: '同意存档聊天内容',
    note: facts.name('member') ? `与${facts.name('member')}的聊天` : null,
  }),
  'customer.archived': (facts) => ({ icon: 'person', sentence: added(facts).sentence, note: '与企业微信同步时发现' }),
  'relation.ended': (facts) => ({
    icon: 'alert',
    sentence: `不再是${facts.name('member') ?? '员工'}的好友`,
    note: joined(ENDED_BY[facts.text('by') ?? ''] ?? null, '与企业微信同步时发现'),
  }),
  'relation.changed': (facts) => {
    const fields = facts.texts('fields').map((field) => FIELDS[field] ?? field);
    const how: Record<string, string> = { rule: '自动修改', wecom: '在企业微信里修改' };
    return {
      icon: 'note',
      // The words belong to one member's relation; whose, is said below, or it reads as if the member had been renamed.
      sentence: `修改了${fields.join('、') || '备注'}`,
      note: joined(facts.name('member'), how[facts.text('by') ?? ''] ?? null),
    };
  },
  'group_member.joined': (facts) => ({
    icon: 'chat',
    sentence: `加入群${quoted(facts.name('group'))}`,
    note: joined(
      JOINED_BY[facts.number('joinScene') ?? 0] ?? null,
      facts.name('inviter') && `由${facts.name('inviter')}邀请`,
    ),
  }),
  'group_member.left': (facts) => ({
    icon: 'alert',
    sentence: `离开群${quoted(facts.name('group'))}`,
    note: LEFT_HOW[facts.text('how') ?? ''] ?? null,
  }),
  'touch.opened': (facts) => ({
    icon: 'note',
    sentence: sayVisit(facts),
    note: joined(
      facts.name('member') && `${facts.name('member')}分享`,
      facts.isTrue('isPassedOn') ? '别人转给客户的' : null,
    ),
  }),
  'welcome.sent': (facts) => ({
    icon: 'chat',
    sentence: facts.isTrue('alreadyServed') ? '已有人打过招呼,没有再发欢迎语' : '收到了欢迎语',
    note: joined(facts.name('member') && `来自${facts.name('member')}`, facts.name('channel')),
  }),
  'welcome.missed': (facts) => ({
    icon: 'alert',
    sentence: '欢迎语没有发出',
    note: MISSED[facts.text('reason') ?? ''] ?? null,
  }),
  'moment.reacted': (facts) => ({
    icon: 'chat',
    sentence: facts.text('kind') === 'comment' ? '评论了朋友圈' : '点赞了朋友圈',
    note: facts.name('member') && `${facts.name('member')}发表的`,
  }),
  'mass_message.sent': (facts) => ({
    icon: 'chat',
    sentence: '收到了群发消息',
    note: facts.name('member') && `由${facts.name('member')}确认发送`,
  }),
  'content.sent': (facts, item) => ({
    icon: 'chat',
    sentence: `${by(item, '员工')}发送了${sentThing(facts)}`,
    note: SENT_AS[facts.text('way') ?? ''] ?? null,
  }),
  'customer.tagged': tagged('打上'),
  'customer.untagged': tagged('移除'),
  'customer.stage_changed': (facts, item) => ({
    icon: 'flag',
    sentence: facts.name('from')
      ? `阶段 ${facts.name('from')} → ${facts.name('to') ?? '已删除的阶段'}`
      : `进入阶段${quoted(facts.name('to'))}`,
    note: facts.name('channel') ? `由渠道${quoted(facts.name('channel'))}设定` : by(item),
  }),
  'customer.field_changed': (facts, item) => {
    const [rule, from] = [facts.name('rule'), facts.text('from')];
    return {
      icon: 'note',
      sentence: fieldChanged(facts),
      note: joined(
        rule && !item.actor ? `由规则${quoted(rule)}` : by(item),
        from === null ? null : `原来是「${shortened(from)}」`,
      ),
    };
  },
  'customer.owner_changed': (facts, item) => ({
    icon: 'person',
    sentence: facts.name('to')
      ? facts.name('from')
        ? `负责人 ${facts.name('from')} → ${facts.name('to')}`
        : `由${facts.name('to')}负责`
      : '不再有负责人',
    note: facts.sentence('reason') ?? by(item),
  }),
  'follow_up.logged': (facts, item, now) => {
    const nextAt = facts.number('nextAt');
    return {
      icon: 'note',
      sentence: `${by(item, '员工')}跟进${nextAt === null ? '' : `,下次 ${sayDue(nextAt, now)}`}`,
      note: facts.text('text') ?? '内容已删除',
    };
  },
  'task.opened': task('新待办', (facts, _item, now) => joined(facts.name('assignee'), dueLine(facts, now))),
  'task.done': task('完成待办', (facts, item) => joined(by(item), facts.text('result'))),
  'task.dismissed': task('取消待办', (facts, item) => joined(by(item), facts.text('result'))),
  'task.snoozed': task('推迟待办', (facts, item, now) => {
    const until = facts.number('until');
    return joined(by(item), until === null ? null : `到 ${sayDue(until, now)}`);
  }),
  'task.reopened': task('恢复待办', (_facts, item) => by(item)),
  'task.escalated': task('待办逾期,已通知主管', (facts) => facts.name('assignee') && `由${facts.name('assignee')}负责`),
  'task.handed_over': task('转交待办', (facts) =>
    joined(facts.name('from'), facts.name('assignee') && `转给${facts.name('assignee')}`),
  ),
};
