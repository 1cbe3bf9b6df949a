import type { SopMoment, SopStep, SopView } from '@zhike/shared/contracts/sop';

/** When a step comes, as people say it. */
export function sayMoment(at: SopMoment): string {
  switch (at.kind) {
    case 'minutes':
      if (at.minutes === 0) return '马上';
      return at.minutes % 60 === 0 ? `${at.minutes / 60} 小时后` : `${at.minutes} 分钟后`;
    case 'on':
      return `${at.day} ${at.time}`;
    case 'day':
      return at.days < 0 ? `提前 ${-at.days} 天 ${at.time}` : `第 ${at.days + 1} 天 ${at.time}`;
  }
}

/** How and what a step sends, by its titles; empty where nothing goes out. */
export function saySending({ deed }: Pick<SopStep, 'deed'>, names: SopView['names']): string {
  if (deed.kind !== 'send') return '';
  const titleOf = (id: string) => {
    const known = names.find((one) => one.id === id);
    if (!known) return '「已删除」';
    return known.isUsable ? `「${known.name}」` : `「${known.name}」(已停用)`;
  };
  const script = deed.scriptId === null ? [] : [`话术${titleOf(deed.scriptId)}`];
  return `${deed.way === 'mass' ? '群发' : '发送'}${[...script, ...deed.materialIds.map(titleOf)].join('、')}`;
}
