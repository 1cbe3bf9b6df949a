import type { RuleReach } from '@zhike/shared/contracts/automation';
import type { Tx } from '../../platform/database/tx.ts';
import { listDepartments, memberCards } from '../corp/store.ts';
import type { DataScope } from '../corp/viewer.ts';

/** Data scopes as people call them. Of departments the highest ones: those below them are meant too. */
export async function nameReaches(tx: Tx, scopes: readonly DataScope[]): Promise<(scope: DataScope) => RuleReach> {
  const departments = scopes.some(({ kind }) => kind === 'departments') ? await listDepartments(tx) : [];
  const members = await memberCards(
    tx,
    scopes.flatMap((scope) => (scope.kind === 'self' ? [scope.userId] : [])),
  );
  return (scope) => {
    if (scope.kind === 'all') return { kind: scope.kind, names: [] };
    if (scope.kind === 'self') return { kind: scope.kind, names: [members.get(scope.userId)?.name ?? scope.userId] };
    const inside = new Set(scope.departmentIds);
    const highest = departments.filter(({ id, parentId }) => inside.has(id) && !inside.has(parentId));
    return { kind: scope.kind, names: highest.map(({ name }) => name) };
  };
}
