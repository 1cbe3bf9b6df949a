/** Big counts as people read them: 9,876 · 1.2 万 · 3,456 万. The exact figure belongs in the title. */
export function sayCount(count: number): string {
  if (count < 10_000) return count.toLocaleString('zh-CN');
  const wan = count / 10_000;
  return `${wan < 100 ? Math.floor(wan * 10) / 10 : Math.floor(wan).toLocaleString('zh-CN')} 万`;
}

/** ¥1,234.50 from fen. */
export function sayMoney(fen: number): string {
  return `${fen < 0 ? '-' : ''}¥${(Math.abs(fen) / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** 85%; — of nothing. */
export const sayShare = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`;
