import type { ChannelSettings, DutyShift } from '../contracts/channel.ts';

/** Today's names of what the settings refer to; an id without a name is left out of the text. */
export interface ChannelNames {
  member(userId: string): string | undefined;
  department(id: number): string | undefined;
  tag(tagId: string): string | undefined;
  stage(stageId: string): string | undefined;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const MOST_NAMES = 5;

/** What a channel's settings will do, sentence by sentence, for the person who is editing them. */
export function summarizeChannel(settings: ChannelSettings, names: ChannelNames): string[] {
  const said = [
    receptionSentence(settings, names),
    ...capSentences(settings, names),
    afterScanSentence(settings, names),
    welcomeSentence(settings),
  ];
  return said.filter((sentence) => sentence !== '');
}

function receptionSentence(settings: ChannelSettings, names: ChannelNames): string {
  const { members, departmentIds, duty } = settings;
  const everybody = people(
    members.map((member) => member.userId),
    departmentIds,
    names,
  );
  if (everybody === '') return '';
  const confirm = settings.skipVerify ? '直接成为好友' : '需员工通过好友申请';
  if (duty.kind === 'always')
    return `扫码后${confirm},全天由${everybody}${members.length + departmentIds.length > 1 ? '轮流' : ''}接待。`;
  const shifts = duty.shifts.map(
    (shift) =>
      `${daysText(shift)} ${hoursText(shift)}由${people(shift.userIds, shift.departmentIds, names) || '未安排'}接待`,
  );
  const otherwise = settings.spareUserId ? `备用员工${names.member(settings.spareUserId) ?? ''}` : '全部员工';
  return `扫码后${confirm},${shifts.join(';')};其余时间由${otherwise}接待。`;
}

function capSentences({ members, spareUserId }: ChannelSettings, names: ChannelNames): string[] {
  const capped = members.filter((member) => member.dailyCap !== null);
  if (capped.length === 0) return spareUserId ? [`无人可接待时由备用员工${names.member(spareUserId) ?? ''}接待。`] : [];
  const caps = new Set(capped.map((member) => member.dailyCap));
  const limits =
    caps.size === 1 && capped.length === members.length
      ? `每人每天最多 ${capped[0]!.dailyCap} 人`
      : capped.map((member) => `${names.member(member.userId) ?? ''}每天最多 ${member.dailyCap} 人`).join('、');
  const full = spareUserId
    ? `都满后转给备用员工${names.member(spareUserId) ?? ''}`
    : '都满后仍由当班员工接待,并标为超出上限';
  return [`${limits},次日零点重新计算;${full}。`];
}

function afterScanSentence({ tagIds, stageId, remarkRule }: ChannelSettings, names: ChannelNames): string {
  const tags = tagIds.flatMap((tagId) => names.tag(tagId) ?? []);
  const stage = stageId ? names.stage(stageId) : undefined;
  const steps = [
    tags.length > 0 ? `打标签${tags.map((tag) => `「${tag}」`).join('')}` : '',
    stage ? `新客户进入「${stage}」阶段` : '',
    remarkRule ? `备注改为「${remarkRule}」` : '',
  ].filter(Boolean);
  return steps.length > 0 ? `添加后自动${steps.join(',')}。` : '';
}

function welcomeSentence({ welcome }: ChannelSettings): string {
  if (!welcome) return '不发送欢迎语。';
  const parts = [
    welcome.text.trim() ? '文字' : '',
    welcome.attachments.length > 0 ? `${welcome.attachments.length} 个附件` : '',
  ].filter(Boolean);
  const special = welcome.byTimeOfDay.map((part) => `${part.from}–${part.to}`).join('、');
  return `20 秒内发送欢迎语(${parts.join('和 ')})${special ? `;${special} 发送另外的内容` : ''}。`;
}

function people(userIds: string[], departmentIds: number[], names: ChannelNames): string {
  const found = [
    ...userIds.flatMap((userId) => names.member(userId) ?? []),
    ...departmentIds.flatMap((id) => names.department(id) ?? []),
  ];
  return found.length > MOST_NAMES
    ? `${found.slice(0, MOST_NAMES).join('、')}等 ${found.length} 个员工或部门`
    : found.join('、');
}

/** 周一至周五, 周六、周日, 每天. */
function daysText({ weekdays }: DutyShift): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (days.length === 7) return '每天';
  const isRun = days.length > 2 && days.every((day, index) => day === days[0]! + index);
  if (isRun) return `周${WEEKDAYS[days[0]! - 1]}至周${WEEKDAYS[days.at(-1)! - 1]}`;
  return days.map((day) => `周${WEEKDAYS[day - 1]}`).join('、');
}

function hoursText({ from, to }: DutyShift): string {
  if (from === to) return '全天';
  return to < from ? `${from}–次日 ${to}` : `${from}–${to}`;
}
