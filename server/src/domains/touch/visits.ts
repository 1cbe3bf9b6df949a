import { In } from 'typeorm';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { VisitRow } from './entity.ts';
import type { KnownVisit } from './visit-memory.ts';

/** null when it never was. */
export function findVisit(tx: Tx, id: string): Promise<VisitRow | null> {
  return findRow(tx, VisitRow, { id });
}

export async function visitsById(tx: Tx, ids: readonly string[]): Promise<Map<string, VisitRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await tx.findBy(VisitRow, { id: In([...ids]) })).map((visit) => [visit.id, visit]));
}

export async function visitsByKey(tx: Tx, visitKeys: readonly string[]): Promise<KnownVisit[]> {
  if (visitKeys.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(VisitRow, 'v')
    .where('v.visit_key IN (:...visitKeys)', { visitKeys })
    .getMany();
  return rows.map((row) => ({ ...row, isFinished: row.finishedEventId !== null }));
}
