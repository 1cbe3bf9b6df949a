import type {
  QualityActionKind,
  QualityHitView,
  QualityIntercept,
  QualityLevel,
  QualitySpeaker,
  QualityState,
} from '@zhike/shared/contracts/quality';

export const levelNames: Record<QualityLevel, string> = { high: '高', middle: '中', low: '低' };
export const speakerNames: Record<QualitySpeaker, string> = { member: '员工', customer: '客户', both: '双方' };
export const interceptNames: Record<QualityIntercept, string> = {
  off: '不拦截',
  warn: '仅警告',
  block: '警告并禁止发送',
};
export const stateNames: Record<QualityState, string> = {
  open: '待质检',
  fine: '无问题',
  remind: '已提醒',
  violation: '违规',
};
export const actionNames: Record<QualityActionKind, string> = {
  no_reply: '超时未回复',
  no_follow_up: '长时间未跟进',
  red_packet: '发红包',
  phone: '发送电话号码',
  contact_card: '发送外部联系人名片',
  deleted_customer: '删除客户',
  deleted_by_customer: '被客户删除',
};

/** What was found, in few words. */
export function sayHit({ ruleKind, ruleName, word }: Pick<QualityHitView, 'ruleKind' | 'ruleName' | 'word'>): string {
  return ruleKind === 'word' ? `「${word}」` : ruleName;
}

/** Words as people write them down: one a line, or with commas between; each once. */
export function splitWords(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n,,、;;]+/)
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ];
}

/** 45 秒, 3 分 20 秒, 2 小时 5 分. */
export function saySeconds(seconds: number | null): string {
  if (seconds === null) return '—';
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} 分 ${seconds % 60} 秒` : `${minutes} 分`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分` : `${minutes / 60} 小时`;
}
