import type { RuleReach } from '@zhike/shared/contracts/automation';

/** Whose customers a rule acts on. */
export function sayReach({ kind, names }: RuleReach): string {
  if (kind === 'all') return '全公司的客户';
  if (names.length === 0) return '原来保存它的人能看到的客户';
  return kind === 'self' ? `${names[0]}自己的客户` : `「${names.join('、')}」(含下级部门)的客户`;
}

/** Whose customers it will act on once it is saved as chosen. `before`: of the version that is edited. */
export function sayNextReach(before: RuleReach | undefined, seesAll: boolean, isWidened: boolean): string {
  if (seesAll) return before && !isWidened ? sayReach(before) : '全公司的客户';
  return before?.kind === 'all' ? '你能看到的客户(保存后不再是全公司)' : '你能看到的客户';
}
