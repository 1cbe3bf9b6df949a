import type { ChatConversationView, ChatKind } from '@zhike/shared/contracts/chat';
import { exactTime } from '../format/time.ts';

export const chatKindNames: Record<ChatKind, string> = { single: '客户', group: '群聊', internal: '内部' };

/** Why the messages of a conversation are not shown. */
export function sayNotShown({ kind, consent }: Pick<ChatConversationView, 'kind' | 'consent'>): string {
  if (kind === 'group')
    return consent === 'refused' ? '群里有客户不同意存档,内容不显示' : '群里的客户尚未同意存档,内容不显示';
  return consent === 'refused' ? '客户不同意存档,内容不显示' : '客户尚未同意存档,内容不显示';
}

/** What can be done about it. */
export function sayHowToAgree({ consent }: Pick<ChatConversationView, 'consent'>): string {
  return consent === 'refused'
    ? '客户可以在与员工的聊天里重新同意;同意后,新的消息会显示在这里'
    : '客户在聊天里点「同意存档」后,消息会显示在这里';
}

/** Voice, video and calls: 8″, 1′05″. */
export function sayLength(seconds: number | null): string {
  if (seconds === null) return '';
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return minutes === 0 ? `${rest}″` : `${minutes}′${String(rest).padStart(2, '0')}″`;
}

/** 512 B, 24.5 KB, 3 MB. */
export function saySize(bytes: number | null): string {
  if (bytes === null) return '';
  if (bytes < 1024) return `${bytes} B`;
  const unit = bytes < 1024 * 1024 ? (['KB', 1024] as const) : (['MB', 1024 * 1024] as const);
  return `${Number((bytes / unit[1]).toFixed(1))} ${unit[0]}`;
}

const yuan = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** ¥1,234.50; `fen` is an integer. */
export function sayMoney(fen: number): string {
  return `¥${yuan.format(fen / 100)}`;
}

/** An address that a click may open: nothing that would run as a script. */
export function openable(url: string): string | null {
  return /^https?:\/\//i.test(url) ? url : null;
}

/** From when to when, as far as it is known. */
export function sayTimeSpan({ startAt, endAt }: { startAt: number | null; endAt: number | null }): string {
  if (startAt === null) return endAt === null ? '' : `${exactTime(endAt)} 结束`;
  return endAt === null ? `${exactTime(startAt)} 开始` : `${exactTime(startAt)} 至 ${exactTime(endAt)}`;
}
