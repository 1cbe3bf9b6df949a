import type { RuleName } from '@zhike/shared/contracts/automation';

export type NameKind = RuleName['kind'];
/** What people call what a rule points to. */
export type NameOf = (kind: NameKind, id: string) => string | undefined;

export function nameOfList(names: readonly RuleName[]): NameOf {
  const known = new Map(names.map(({ kind, id, name }) => [`${kind} ${id}`, name]));
  return (kind, id) => known.get(`${kind} ${id}`);
}

const SHOWN = 5;

/** 「春季展会」「门店」等 8 个. What is gone is said to be gone. */
export function sayNames(ids: readonly string[], nameOf: (id: string) => string | undefined): string {
  if (ids.length === 0) return '「未选择」';
  const shown = ids.slice(0, SHOWN).map((id) => `「${nameOf(id) ?? '已删除'}」`);
  return `${shown.join('')}${ids.length > SHOWN ? `等 ${ids.length} 个` : ''}`;
}

/** What one thing is called, picked or not, there or gone. */
export const sayName = (id: string, nameOf: (id: string) => string | undefined): string =>
  id === '' ? '「未选择」' : `「${nameOf(id) ?? '已删除'}」`;

/** 3 天, 36 小时. */
export function sayHours(hours: number): string {
  return hours % 24 === 0 ? `${hours / 24} 天` : `${hours} 小时`;
}
