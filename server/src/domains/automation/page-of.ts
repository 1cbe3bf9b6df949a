import { encodeCursor } from '../../platform/http/cursor.ts';

/** Of one row more than was asked for: the page, and where the next one begins. */
export function pageOf<Row extends { id: string }>(
  found: Row[],
  limit: number,
  keyOf: (row: Row) => string | number = ({ id }) => id,
): { rows: Row[]; nextCursor: string | null } {
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { rows: found.slice(0, limit), nextCursor: last ? encodeCursor([keyOf(last)]) : null };
}
