import type { TaskKind } from '../contracts/task.ts';
import type { TaskSettings } from '../contracts/task-settings.ts';

/** What a task is about, in one word or two. */
export const taskKindNames: Record<TaskKind, string> = {
  first_follow_up: '首次跟进',
  follow_up: '跟进',
  welcome_missed: '补发欢迎',
  lost_customer: '客户流失',
  transfer_failed: '转接失败',
  handover: '交接',
  group_welcome: '群欢迎',
  group_leaving: '群退群',
  quality_check: '质检',
  rule: '自动化规则',
  sop: 'SOP 步骤',
  mass_send: '群发确认',
  care: '客情',
  other: '自建待办',
};

const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'];
const clock = (text: string) => text.replace(/^0/, '');

/** 周一至周五, 每天, 周一、周三. */
export function sayWeekdays(weekdays: readonly number[]): string {
  const days = [...weekdays].sort((a, b) => a - b);
  if (days.length === 7) return '每天';
  const isRun = days.length > 2 && days.at(-1)! - days[0]! === days.length - 1;
  const name = (day: number) => `周${weekdayNames[day - 1]}`;
  return isRun ? `${name(days[0]!)}至${name(days.at(-1)!)}` : days.map(name).join('、');
}

/** 45 分钟, 4 个小时, 1 小时 30 分钟. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} 分钟`;
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`;
}

const toWhom = { leader: '部门负责人', managers: '能看到该员工的主管', members: '指定的成员' } as const;

/** The settings as one would explain them to a colleague. */
export function sayTaskSettings({
  hours,
  followsHolidays,
  days,
  quietHours,
  reminders,
  digestTimes,
  escalation,
}: TaskSettings): string[] {
  const special = days.length > 0 ? `,另有 ${days.length} 个单独设置的日子` : '';
  const moments = [
    reminders.minutesBefore ? `到期前 ${sayMinutes(reminders.minutesBefore)}` : null,
    reminders.whenDue ? '到期时' : null,
  ].filter((text) => text !== null);
  return [
    `工作时间:${sayWeekdays(hours.weekdays)} ${clock(hours.from)}–${clock(hours.to)}${followsHolidays ? ',按国家法定节假日和调休' : ''}${special}`,
    moments.length > 0 ? `${moments.join('和')}提醒负责人,只在工作时间内` : '不单独提醒到期的待办',
    digestTimes.length > 0
      ? `工作日 ${[...digestTimes].sort().map(clock).join('、')} 发送当天待办汇总`
      : '不发送每日汇总',
    escalation.isOn
      ? `逾期 ${sayMinutes(escalation.afterMinutes)}(工作时间)后通知${toWhom[escalation.to]},每项只通知一次`
      : '逾期不通知其他人',
    quietHours ? `${clock(quietHours.from)}–${clock(quietHours.to)} 不打扰` : '没有额外的免打扰时段',
  ];
}
