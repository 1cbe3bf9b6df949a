import { unknownVariables } from '@zhike/shared/formulas/script-text';
import type { MemberViewer } from '../corp/viewer.ts';
import type { ScriptCategoryRow } from './entity.ts';
import {
  ScriptCategoryNameTaken,
  ScriptCategoryNotFound,
  ScriptCategoryTooDeep,
  ScriptNotYours,
  UnknownScriptVariable,
} from './errors.ts';

export interface Owned {
  /** null: the company's. */
  ownerUserId: string | null;
}

/** One's own are one's own; the company's are kept by managers and admins. */
export function mayEdit(viewer: Pick<MemberViewer, 'userId' | 'role'>, { ownerUserId }: Owned): boolean {
  return ownerUserId === null ? viewer.role !== 'rep' : ownerUserId === viewer.userId;
}

/** The owner of what a member is about to add. */
export function ownerOfNew(viewer: Pick<MemberViewer, 'userId' | 'role'>, isMine: boolean): string | null {
  if (isMine) return viewer.userId;
  if (!mayEdit(viewer, { ownerUserId: null })) throw new ScriptNotYours();
  return null;
}

/** Refuses words that a customer would read as `{客户昵你}`. */
export function requireKnownVariables(text: string): void {
  const names = unknownVariables(text);
  if (names.length > 0) throw new UnknownScriptVariable({ names });
}

type Category = Pick<ScriptCategoryRow, 'id' | 'parentId' | 'name' | 'ownerUserId'>;

/** Refuses a third level, and a name that stands there already. `all`: of the same owner. */
export function decideCategoryPlace(
  all: readonly Category[],
  { name, parentId }: { name: string; parentId: string | null },
  ownId: string | null = null,
): void {
  if (parentId !== null) {
    const parent = all.find(({ id }) => id === parentId);
    if (!parent) throw new ScriptCategoryNotFound({ categoryId: parentId });
    if (parent.parentId !== null) throw new ScriptCategoryTooDeep();
  }
  if (all.some((one) => one.parentId === parentId && one.name === name && one.id !== ownId))
    throw new ScriptCategoryNameTaken({ name });
}
