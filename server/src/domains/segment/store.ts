import { In } from 'typeorm';
import { findRow } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { SegmentRow } from './entity.ts';
import { SegmentNotFound, SegmentNotYours } from './errors.ts';

/** Whoever made it, admins, everybody where it is for everybody, and whoever is in a department with its maker. */
function visibleSql({ role, userId }: MemberViewer): { sql: string; values: string[] } {
  if (role === 'admin') return { sql: '1 = 1', values: [] };
  return {
    sql: `(s.owner_user_id = ? OR s.visibility = 'everybody' OR (s.visibility = 'department' AND EXISTS (
      SELECT 1 FROM member_department theirs JOIN member_department mine ON mine.department_id = theirs.department_id
       WHERE theirs.user_id = s.owner_user_id AND mine.user_id = ?)))`,
    values: [userId, userId],
  };
}

/** Segments the viewer may use, newest first. People keep hundreds of them, not millions. */
export async function listSegments(
  tx: Tx,
  viewer: MemberViewer,
  { before, limit }: { before?: string; limit: number },
): Promise<SegmentRow[]> {
  const visible = visibleSql(viewer);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT s.id FROM segment s WHERE ${before ? 's.id < ? AND ' : ''}${visible.sql} ORDER BY s.id DESC LIMIT ${limit}`,
    [...(before ? [before] : []), ...visible.values],
  );
  if (rows.length === 0) return [];
  return tx.find(SegmentRow, { where: { id: In(rows.map((row) => row.id)) }, order: { id: 'DESC' } });
}

/** Throws when there is none, or it is not for her. */
export async function getUsableSegment(tx: Tx, viewer: MemberViewer, segmentId: string): Promise<SegmentRow> {
  const segment = await findRow(tx, SegmentRow, { id: segmentId });
  const visible = visibleSql(viewer);
  const [row] = await select(tx, `SELECT s.id FROM segment s WHERE s.id = ? AND ${visible.sql}`, [
    segmentId,
    ...visible.values,
  ]);
  if (!segment || !row) throw new SegmentNotFound({ segmentId });
  return segment;
}

export const mayEdit = (segment: SegmentRow, viewer: MemberViewer): boolean =>
  segment.ownerUserId === viewer.userId || viewer.role === 'admin';

export async function getEditableSegment(tx: Tx, viewer: MemberViewer, segmentId: string): Promise<SegmentRow> {
  const segment = await getUsableSegment(tx, viewer, segmentId);
  if (!mayEdit(segment, viewer)) throw new SegmentNotYours({ segmentId });
  return segment;
}

export async function countSegmentsOf(tx: Tx, userId: string): Promise<number> {
  const [row] = await select<{ n: number | string }>(tx, 'SELECT COUNT(*) AS n FROM segment WHERE owner_user_id = ?', [
    userId,
  ]);
  return Number(row?.n ?? 0);
}
