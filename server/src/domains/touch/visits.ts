import { In } from 'typeorm';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { VisitRow } from './entity.ts';

/** null when it never was. */
export function findVisit(tx: Tx, id: string): Promise<VisitRow | null> {
  return findRow(tx, VisitRow, { id });
}

export async function visitsById(tx: Tx, ids: readonly string[]): Promise<Map<string, VisitRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await tx.findBy(VisitRow, { id: In([...ids]) })).map((visit) => [visit.id, visit]));
}
