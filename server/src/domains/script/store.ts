import { In } from 'typeorm';
import { findRow, findRows } from '../../platform/database/find-row.ts';
import { inList, insertRows, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { departmentsOpenTo } from '../corp/departments.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { ScriptCategoryRow, ScriptDepartmentRow, ScriptRow } from './entity.ts';
import { ScriptCategoryNotFound, ScriptNotFound, ScriptNotYours } from './errors.ts';
import { mayEdit } from './rules.ts';

interface Condition {
  sql: string;
  values: SqlValue[];
}

/** Scripts `s` that the viewer may use: her own, and of the company's those for everybody or for a department of hers. */
export async function forViewerSql(tx: Tx, viewer: MemberViewer): Promise<Condition> {
  const open = await departmentsOpenTo(tx, viewer);
  const own = 's.deleted_at IS NULL AND (s.owner_user_id = ? OR (s.owner_user_id IS NULL';
  if (open === null) return { sql: `${own}))`, values: [viewer.userId] };
  if (open.length === 0) return { sql: `${own} AND s.department_ids IS NULL))`, values: [viewer.userId] };
  return {
    sql: `${own} AND (s.department_ids IS NULL OR (SELECT 1 FROM script_department sd WHERE sd.script_id = s.id
      AND sd.department_id ${inList(open)} LIMIT 1) IS NOT NULL)))`,
    values: [viewer.userId, ...open],
  };
}

/** Of these, those the viewer may use, in the order asked. */
export async function scriptsFor(tx: Tx, viewer: MemberViewer, ids: readonly string[]): Promise<ScriptRow[]> {
  if (ids.length === 0) return [];
  const allowed = await forViewerSql(tx, viewer);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT s.id FROM script s WHERE s.id ${inList(ids)} AND ${allowed.sql}`,
    [...ids, ...allowed.values],
  );
  const usable = new Set(rows.map((row) => row.id));
  return scriptsInOrder(
    tx,
    ids.filter((id) => usable.has(id)),
  );
}

export async function scriptsInOrder(tx: Tx, ids: readonly string[]): Promise<ScriptRow[]> {
  if (ids.length === 0) return [];
  const byId = new Map((await tx.findBy(ScriptRow, { id: In([...ids]) })).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The script when the viewer may know of it. */
export async function getScriptFor(tx: Tx, viewer: MemberViewer, scriptId: string): Promise<ScriptRow> {
  const [script] = await scriptsFor(tx, viewer, [scriptId]);
  if (!script) throw new ScriptNotFound({ scriptId });
  return script;
}

/** Locked until commit, for whoever may change it. */
export async function getScriptForUpdate(tx: Tx, viewer: MemberViewer, scriptId: string): Promise<ScriptRow> {
  const seen = await getScriptFor(tx, viewer, scriptId);
  if (!mayEdit(viewer, seen)) throw new ScriptNotYours();
  const script = await findRow(tx, ScriptRow, { id: scriptId }, { lock: true });
  if (!script || script.deletedAt !== null) throw new ScriptNotFound({ scriptId });
  return script;
}

/** Titles, also of what was removed since: it was sent. */
export async function scriptTitles(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  return new Map((await scriptsInOrder(tx, ids)).map(({ id, title }) => [id, title]));
}

export async function setDepartments(tx: Tx, scriptId: string, departmentIds: readonly number[]): Promise<void> {
  await tx.delete(ScriptDepartmentRow, { scriptId });
  await insertRows(
    tx,
    'script_department',
    [...new Set(departmentIds)].map((id) => ({ script_id: scriptId, department_id: id })),
  );
}

/** Of the company and of the viewer, parents before children, in their order; the company's first. */
export async function listCategories(tx: Tx, viewer: MemberViewer): Promise<ScriptCategoryRow[]> {
  const found = await select<{ id: string }>(
    tx,
    'SELECT id FROM script_category WHERE owner_user_id IS NULL OR owner_user_id = ?',
    [viewer.userId],
  );
  const rows = found.length ? await tx.findBy(ScriptCategoryRow, { id: In(found.map(({ id }) => id)) }) : [];
  rows.sort((a, b) => a.sort - b.sort || (a.id < b.id ? -1 : 1));
  const below = (parentId: string | null, ownerUserId: string | null): ScriptCategoryRow[] =>
    rows
      .filter((row) => row.parentId === parentId && row.ownerUserId === ownerUserId)
      .flatMap((row) => [row, ...below(row.id, ownerUserId)]);
  return [...below(null, null), ...below(null, viewer.userId)];
}

/** How many scripts that the viewer may use stand in each category itself. */
export async function countScripts(tx: Tx, viewer: MemberViewer): Promise<Map<string, number>> {
  const allowed = await forViewerSql(tx, viewer);
  const rows = await select<{ id: string; times: number | string }>(
    tx,
    `SELECT s.category_id AS id, COUNT(*) AS times FROM script s WHERE ${allowed.sql} GROUP BY s.category_id`,
    allowed.values,
  );
  return new Map(rows.map((row) => [row.id, Number(row.times)]));
}

export async function getCategory(tx: Tx, viewer: MemberViewer, categoryId: string): Promise<ScriptCategoryRow> {
  const [category] = await findRows(tx, ScriptCategoryRow, { id: categoryId });
  const isHers = category && (category.ownerUserId === null || category.ownerUserId === viewer.userId);
  if (!isHers) throw new ScriptCategoryNotFound({ categoryId });
  return category;
}
