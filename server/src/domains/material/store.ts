import { In } from 'typeorm';
import { departmentsOpenTo } from '../corp/departments.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { inList, insertRows, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { MaterialDepartmentRow, MaterialRow } from './entity.ts';
import { MaterialNotFound } from './errors.ts';

export interface Condition {
  sql: string;
  values: SqlValue[];
}

/** For whom a material `m` is: everybody, or a department of the viewer's. null: an admin sees all. */
export async function forViewerSql(tx: Tx, viewer: MemberViewer): Promise<Condition | null> {
  const departmentIds = await departmentsOpenTo(tx, viewer);
  if (departmentIds === null) return null;
  if (departmentIds.length === 0) return { sql: 'm.department_ids IS NULL', values: [] };
  return {
    sql: `(m.department_ids IS NULL OR (SELECT 1 FROM material_department md WHERE md.material_id = m.id
      AND md.department_id ${inList(departmentIds)} LIMIT 1) IS NOT NULL)`,
    values: departmentIds,
  };
}

/** The material when the viewer may know of it. */
export async function getMaterialFor(tx: Tx, viewer: MemberViewer, materialId: string): Promise<MaterialRow> {
  const allowed = await forViewerSql(tx, viewer);
  const rows = allowed
    ? await select(tx, `SELECT m.id FROM material m WHERE m.id = ? AND ${allowed.sql}`, [materialId, ...allowed.values])
    : [true];
  const material = rows.length > 0 ? await findRow(tx, MaterialRow, { id: materialId }) : null;
  if (!material) throw new MaterialNotFound({ materialId });
  return material;
}

/** Of these, those the viewer may use, in the order asked. */
export async function materialsFor(tx: Tx, viewer: MemberViewer, ids: readonly string[]): Promise<MaterialRow[]> {
  if (ids.length === 0) return [];
  const allowed = await forViewerSql(tx, viewer);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT m.id FROM material m WHERE m.id ${inList(ids)}${allowed ? ` AND ${allowed.sql}` : ''}`,
    [...ids, ...(allowed?.values ?? [])],
  );
  return materialsInOrder(
    tx,
    ids.filter((id) => rows.some((row) => row.id === id)),
  );
}

export async function materialsInOrder(tx: Tx, ids: readonly string[]): Promise<MaterialRow[]> {
  if (ids.length === 0) return [];
  const byId = new Map((await tx.findBy(MaterialRow, { id: In([...ids]) })).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** null when it never was. */
export function findMaterial(tx: Tx, materialId: string): Promise<MaterialRow | null> {
  return findRow(tx, MaterialRow, { id: materialId });
}

/** Locked until commit: of two who save it at once the second is told. */
export async function getMaterialForUpdate(tx: Tx, viewer: MemberViewer, materialId: string): Promise<MaterialRow> {
  await getMaterialFor(tx, viewer, materialId);
  const material = await findRow(tx, MaterialRow, { id: materialId }, { lock: true });
  if (!material) throw new MaterialNotFound({ materialId });
  return material;
}

export async function setDepartments(tx: Tx, materialId: string, departmentIds: readonly number[]): Promise<void> {
  await tx.delete(MaterialDepartmentRow, { materialId });
  await insertRows(
    tx,
    'material_department',
    [...new Set(departmentIds)].map((id) => ({ material_id: materialId, department_id: id })),
  );
}
