import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { materialsFor, materialsInOrder } from '../material/store.ts';

const OF_OTHERS = '其他部门的素材';

/** What to call these materials, in the order asked: those that are not for the viewer count, and do not say what they are about. */
export async function materialTitles(
  tx: Tx,
  viewer: MemberViewer,
  ids: readonly string[],
): Promise<Map<string, { title: string; kind: string }>> {
  const own = new Set((await materialsFor(tx, viewer, ids)).map(({ id }) => id));
  const rows = await materialsInOrder(tx, ids);
  return new Map(rows.map(({ id, title, kind }) => [id, { title: own.has(id) ? title : OF_OTHERS, kind }]));
}
