import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { findRow, findRows } from '../../platform/database/find-row.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { SopEnrolmentRow, SopRow, SopStepRow, SopVersionRow } from './entity.ts';
import { SopNotFound } from './errors.ts';

export const MAX_SOPS = 300;

/** Throws when it is not there, or no more. */
export async function getSop(tx: Tx, sopId: string, options: { lock?: boolean } = {}): Promise<SopRow> {
  const sop = await findRow(tx, SopRow, { id: sopId }, options);
  if (!sop || sop.deletedAt !== null) throw new SopNotFound({ sopId });
  return sop;
}

/** All that are not deleted; people keep hundreds of them, not millions. Those in use first, then by name. */
export async function listAllSops(tx: Tx): Promise<SopRow[]> {
  const sops = (await tx.find(SopRow)).filter((sop) => sop.deletedAt === null);
  return sops.toSorted((a, b) => Number(b.isOn) - Number(a.isOn) || (a.name < b.name ? -1 : 1));
}

export const listSopsInUse = async (tx: Tx): Promise<SopRow[]> =>
  (await findRows(tx, SopRow, { isOn: true })).filter((sop) => sop.deletedAt === null);

/** Without their timetables, for whoever looks every few seconds. */
export async function idsInUse(tx: Tx): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    'SELECT id FROM sop WHERE is_on = 1 AND deleted_at IS NULL ORDER BY id',
  );
  return rows.map((row) => row.id);
}

/** The timetable that these customers go by, by `sopId version`. */
export async function definitionsOf(
  tx: Tx,
  enrolments: readonly Pick<SopEnrolmentRow, 'sopId' | 'version'>[],
): Promise<(enrolment: Pick<SopEnrolmentRow, 'sopId' | 'version'>) => SopDefinition> {
  const known = new Map<string, SopDefinition>();
  for (const { sopId, version } of enrolments) {
    const key = `${sopId} ${version}`;
    if (known.has(key)) continue;
    const row = await findRow(tx, SopVersionRow, { sopId, version });
    if (!row) throw new Error(`version ${version} of SOP ${sopId} is gone`);
    known.set(key, row.definition);
  }
  return ({ sopId, version }) => known.get(`${sopId} ${version}`)!;
}

/** What came of the steps of these enrolments, by enrolment. */
export async function stepsOf(tx: Tx, enrolmentIds: readonly string[]): Promise<Map<string, SopStepRow[]>> {
  const found = new Map<string, SopStepRow[]>(enrolmentIds.map((id) => [id, []]));
  if (enrolmentIds.length === 0) return found;
  const rows = await tx
    .createQueryBuilder(SopStepRow, 'step')
    .where('step.enrolment_id IN (:...ids)', { ids: [...enrolmentIds] })
    .getMany();
  for (const row of rows) found.get(row.enrolmentId)?.push(row);
  return found;
}

/** How many customers are under way, at the end, or stopped before it. */
export async function countEnrolments(
  tx: Tx,
  sopIds: readonly string[],
): Promise<Map<string, { active: number; finished: number; stopped: number }>> {
  const counts = new Map(sopIds.map((id) => [id, { active: 0, finished: 0, stopped: 0 }]));
  if (sopIds.length === 0) return counts;
  const rows = await select<{ id: string; status: 'active' | 'finished' | 'stopped'; times: number | string }>(
    tx,
    `SELECT sop_id AS id, status, COUNT(*) AS times FROM sop_enrolment WHERE sop_id ${inList(sopIds)} GROUP BY sop_id, status`,
    [...sopIds],
  );
  for (const { id, status, times } of rows) counts.get(id)![status] = Number(times);
  return counts;
}

export async function countOnEarlier(tx: Tx, { id, version }: SopRow): Promise<number> {
  const [row] = await select<{ n: number | string }>(
    tx,
    "SELECT COUNT(*) AS n FROM sop_enrolment WHERE sop_id = ? AND status = 'active' AND version < ?",
    [id, version],
  );
  return Number(row?.n ?? 0);
}

export const findActiveEnrolment = (tx: Tx, sopId: string, customerId: string): Promise<SopEnrolmentRow | null> =>
  findRow(tx, SopEnrolmentRow, { sopId, customerId, activeKey: '' });
