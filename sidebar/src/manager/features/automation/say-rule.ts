import type { RulePartsView } from '@zhike/shared/contracts/automation';
import type { RuleDefinition, RuleWhen } from '@zhike/shared/contracts/automation-rule';

type Keywords = NonNullable<Extract<RuleWhen, { kind: 'message' }>['keywords']>;

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
      const said = keywords ? sayKeywords(keywords) : '发言';
      const often = times ? `(${times.withinHours} 小时内 ${times.count} 次)` : '';
      const quiet = afterQuietDays === null ? '' : `沉默 ${afterQuietDays} 天后`;
      return `${speakers[when.saidBy]}${quiet}${said}${often}`;
    }
  }
}

/** Every kind of condition is named; of long lists of words the first ones. */
function sayKeywords({ any, all, exact, near, none, pattern }: Keywords): string {
  const few = (words: readonly string[]) =>
    `「${words.slice(0, SHOWN).join('、')}」${words.length > SHOWN ? `等 ${words.length} 个词` : ''}`;
  const parts = [
    any.length > 0 && `提到${few(any)}之一`,
    all.length > 0 && `同时提到${few(all)}`,
    exact.length > 0 && `原话就是${few(exact)}`,
    near && `相近地提到${few(near.words)}`,
    pattern && '说的话符合正则表达式',
    none.length > 0 && `没有提到${few(none)}`,
  ];
  return parts.filter(Boolean).join(',且');
}

function sayOffset(days: number): string {
  if (days === 0) return '当天';
  return days < 0 ? `前 ${-days} 天` : `后 ${days} 天`;
}
