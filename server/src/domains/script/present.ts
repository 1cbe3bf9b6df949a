import type { MaterialRow as MaterialView } from '@zhike/shared/contracts/material';
import type { ScriptView } from '@zhike/shared/contracts/script';
import { fillScript, type ScriptValues } from '@zhike/shared/formulas/script-text';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type Looking, MINE_WITHIN_MS, presentRows } from '../material/present.ts';
import { materialsFor } from '../material/store.ts';
import type { ScriptRow } from './entity.ts';
import { mayEdit } from './rules.ts';

/** Scripts as people see them, in the order given. `values`: for whom the words are filled in; null: for nobody. */
export async function presentScripts(
  tx: Tx,
  scripts: readonly ScriptRow[],
  looking: Looking,
  values: ScriptValues | null,
): Promise<ScriptView[]> {
  if (scripts.length === 0) return [];
  const { viewer, now } = looking;
  const ids = scripts.map(({ id }) => id);
  const favourites = await select<{ id: string }>(
    tx,
    `SELECT script_id AS id FROM script_favourite WHERE user_id = ? AND script_id ${inList(ids)}`,
    [viewer.userId, ...ids],
  );
  const kept = new Set(favourites.map((row) => row.id));
  const mine = await mySent(tx, viewer.userId, now);
  const materials = await materialsOf(tx, scripts, looking);
  return scripts.map((script) => ({
    id: script.id,
    title: script.title,
    categoryId: script.categoryId,
    text: script.text,
    filled: values ? fillScript(script.text, values) : null,
    materials: script.materialIds.flatMap((id) => materials.get(id) ?? []),
    keywords: script.keywords,
    departmentIds: script.departmentIds ?? [],
    isMine: script.ownerUserId !== null,
    isFavourite: kept.has(script.id),
    sent: script.sent,
    mySent: mine.get(script.id) ?? 0,
    updatedAt: script.updatedAt,
    version: script.version,
    can: { edit: mayEdit(viewer, script) },
  }));
}

/** Those that the viewer may use. */
async function materialsOf(
  tx: Tx,
  scripts: readonly ScriptRow[],
  looking: Looking,
): Promise<Map<string, MaterialView>> {
  const ids = [...new Set(scripts.flatMap((script) => script.materialIds))];
  const rows = await presentRows(tx, await materialsFor(tx, looking.viewer, ids), looking);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How often a member sent what within 90 days, along her own index. */
async function mySent(tx: Tx, userId: string, now: number): Promise<Map<string, number>> {
  const rows = await select<{ id: string; times: number | string }>(
    tx,
    `SELECT script_id AS id, COUNT(*) AS times FROM content_send
      WHERE user_id = ? AND prepared_at >= ? AND status = 'sent' AND script_id IS NOT NULL GROUP BY script_id`,
    [userId, now - MINE_WITHIN_MS],
  );
  return new Map(rows.map((row) => [row.id, Number(row.times)]));
}
