import type { SopDefinition, SopMoment, SopStart } from '@zhike/shared/contracts/sop';

/** Names for what a definition mentions by id; what is no more is absent. */
export interface SopWords {
  tag(id: string): string | undefined;
  stage(id: string): string | undefined;
  field(id: string): string | undefined;
}

const GONE = '已删除';
const quoted = (name: string | undefined) => `「${name ?? GONE}」`;

function sayStart(start: SopStart, words: SopWords): string {
  switch (start.kind) {
    case 'enrolled':
      return '从加入 SOP 起';
    case 'added':
      return '从添加好友起';
    case 'tagged':
      return `从打上${start.tagIds.map((id) => quoted(words.tag(id))).join('或')}起`;
    case 'stage':
      return `从进入阶段${quoted(words.stage(start.stageId))}起`;
    case 'date':
      return `按${start.yearly ? '每年的' : ''}${quoted(words.field(start.fieldId))}`;
    case 'calendar':
      return '按日历';
  }
}

function sayMoment(at: SopMoment): string {
  switch (at.kind) {
    case 'minutes':
      return at.minutes < 60 || at.minutes % 60 !== 0 ? `${at.minutes} 分钟后` : `${at.minutes / 60} 小时后`;
    case 'on':
      return `${at.day} ${at.time}`;
    case 'day':
      if (at.days === 0) return `当天 ${at.time}`;
      return at.days > 0 ? `第 ${at.days + 1} 天 ${at.time}` : `提前 ${-at.days} 天 ${at.time}`;
  }
}

/** What the settings do, in one line for people who did not write them. */
export function saySop({ start, auto, stop, steps, daysOff }: SopDefinition, words: SopWords): string {
  const parts = [
    `${sayStart(start, words)},共 ${steps.length} 步:${steps
      .slice(0, 3)
      .map(({ at, title }) => `${sayMoment(at)} ${title}`)
      .join(';')}${steps.length > 3 ? '……' : ''}`,
    auto ? (auto.filter ? '符合条件的客户自动加入' : '客户自动加入') : '由员工手动加入',
  ];
  if (daysOff !== 'as_is') parts.push(`遇休息日${daysOff === 'after' ? '顺延' : '提前'}`);
  const ends = [
    ...(stop.replied ? ['客户回复'] : []),
    ...stop.tagIds.map((id) => `打上${quoted(words.tag(id))}`),
    ...stop.stageIds.map((id) => `进入${quoted(words.stage(id))}`),
  ];
  if (ends.length > 0) parts.push(`${ends.join('、')}就结束`);
  return parts.join('。');
}
