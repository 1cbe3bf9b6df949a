import type { RulePartsView } from '@zhike/shared/contracts/automation';
import type { RuleDefinition, RuleWhen } from '@zhike/shared/contracts/automation-rule';

const speakers = { customer: '客户', rep: '员工', anyone: '客户或员工' } as const;
const units = { minutes: '分钟', hours: '小时', days: '天' } as const;
const SHOWN = 6;

/** What sets a rule off and what it does, in one sentence. */
export function sayRule({ when, filter, actions }: RuleDefinition, parts: RulePartsView): string {
  const whom = filter ? ',且客户符合条件' : '';
  const acts = actions.map(({ kind }) => parts.actions.find((one) => one.kind === kind)?.label ?? kind);
  return `当${sayWhen(when, parts)}${whom}时,${acts.join('、')}`;
}

function sayWhen(when: RuleWhen, parts: RulePartsView): string {
  const event = (key: string) => parts.triggers.find((one) => one.key === key)?.label ?? key;
  switch (when.kind) {
    case 'event':
      return `「${event(when.trigger)}」发生`;
    case 'date':
      return `到了「${parts.dates.find(({ key }) => key === when.date)?.label ?? when.date}」${sayOffset(when.offsetDays)} ${when.at}`;
    case 'absence': {
      const start = when.start.kind === 'event' ? `「${event(when.start.trigger)}」` : `${speakers[when.start.by]}发言`;
      return `${start}后 ${when.within.count} ${units[when.within.unit]}没有下文`;
    }
    case 'message': {
      const { keywords, times, afterQuietDays } = when;
      const words = keywords ? [...keywords.any, ...keywords.all, ...keywords.exact] : [];
      const said =
        words.length > 0 ? `提到「${words.slice(0, SHOWN).join('、')}」${words.length > SHOWN ? '等' : ''}` : '发言';
      const often = times ? `(${times.withinHours} 小时内 ${times.count} 次)` : '';
      const quiet = afterQuietDays === null ? '' : `沉默 ${afterQuietDays} 天后`;
      return `${speakers[when.saidBy]}${quiet}${said}${often}`;
    }
  }
}

function sayOffset(days: number): string {
  if (days === 0) return '当天';
  return days < 0 ? `前 ${-days} 天` : `后 ${days} 天`;
}
