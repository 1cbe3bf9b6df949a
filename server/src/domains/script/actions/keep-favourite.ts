import type { Dependencies } from '../../../dependencies.ts';
import { insertRows } from '../../../platform/database/sql.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { ScriptFavouriteRow } from '../entity.ts';
import { getScriptFor } from '../store.ts';

/** Keeps a script among one's favourites. Doing it twice does it once. */
export async function addFavourite(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  scriptId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await getScriptFor(tx, viewer, scriptId);
    await insertRows(
      tx,
      'script_favourite',
      [{ user_id: viewer.userId, script_id: scriptId, created_at: clock.now() }],
      { ignoreDuplicates: true },
    );
  });
}

export async function removeFavourite(
  { db }: Pick<Dependencies, 'db'>,
  viewer: MemberViewer,
  scriptId: string,
): Promise<void> {
  await db.transaction((tx) => tx.delete(ScriptFavouriteRow, { userId: viewer.userId, scriptId }));
}
