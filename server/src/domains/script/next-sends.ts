import type { NextSuggestion } from '@zhike/shared/contracts/script';
import type { ScriptValues } from '@zhike/shared/formulas/script-text';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { type Looking, presentRows } from '../material/present.ts';
import { materialsFor, materialsInOrder } from '../material/store.ts';
import type { StepKind } from './entity.ts';
import { presentScripts } from './present.ts';
import { sayWhyNext } from './say-why-next.ts';
import { scriptsFor, scriptTitles } from './store.ts';

const DAY = 86_400_000;
/** What is older teaches nothing any more. */
export const LEARN_FROM_MS = 90 * DAY;
/** What was sent longer ago is not what the chat is about now. */
const GOES_ON_WITHIN_MS = 14 * DAY;
/** Once is no habit. */
const LEAST_TIMES = 2;
const MOST_SUGGESTIONS = 3;

export interface Learned {
  afterItemId: string;
  itemId: string;
  userId: string;
  kind: StepKind;
  times: number;
}

/** What these members sent after what, in the last 90 days; the database counts. @param now business time, ms */
export async function countNextSends(tx: Tx, topReps: readonly string[], now: number): Promise<Learned[]> {
  if (topReps.length === 0) return [];
  const rows = await select<{ after_id: string; id: string; user_id: string; kind: StepKind; times: number | string }>(
    tx,
    `SELECT after_item_id AS after_id, item_id AS id, user_id, MAX(item_kind) AS kind, COUNT(*) AS times FROM content_step
      WHERE at >= ? AND after_item_id IS NOT NULL AND user_id ${inList(topReps)}
      GROUP BY after_item_id, item_id, user_id`,
    [now - LEARN_FROM_MS, ...topReps],
  );
  return rows.map((row) => ({
    afterItemId: row.after_id,
    itemId: row.id,
    userId: row.user_id,
    kind: row.kind,
    times: Number(row.times),
  }));
}

/** What was counted takes the place of what was known. */
export async function learnNextSends(tx: Tx, learned: readonly Learned[]): Promise<void> {
  await execute(tx, 'DELETE FROM next_send');
  await insertRows(
    tx,
    'next_send',
    learned.map((one) => ({
      after_item_id: one.afterItemId,
      item_id: one.itemId,
      user_id: one.userId,
      item_kind: one.kind,
      times: one.times,
    })),
  );
}

interface Habit {
  itemId: string;
  kind: StepKind;
  times: number;
  userIds: string[];
}

/** What top reps sent after what the viewer sent this customer last: what she may use, and has not sent her since. */
export async function suggestNext(
  tx: Tx,
  customerId: string,
  values: ScriptValues,
  looking: Looking,
): Promise<NextSuggestion[]> {
  const { viewer, now } = looking;
  const sent = await sentLately(tx, viewer, customerId, now);
  const last = sent[0];
  if (!last) return [];
  const habits = (await habitsAfter(tx, last.id, viewer.userId)).filter(
    ({ itemId, times }) => times >= LEAST_TIMES && !sent.some(({ id }) => id === itemId),
  );
  const usable = await presentItems(tx, habits, values, looking);
  const shown = habits.filter(({ itemId }) => usable.has(itemId)).slice(0, MOST_SUGGESTIONS);
  const names = await memberCards(tx, [...new Set(shown.flatMap(({ userIds }) => userIds))]);
  const title = await titleOf(tx, last);
  return shown.map(({ itemId, times, userIds }) => ({
    ...usable.get(itemId)!,
    times,
    reason: sayWhyNext(
      userIds.map((id) => names.get(id)?.name ?? id),
      title,
      times,
    ),
  }));
}

interface Item {
  id: string;
  kind: StepKind;
}

/** Newest first, along the index of the customer. */
async function sentLately(tx: Tx, viewer: MemberViewer, customerId: string, now: number): Promise<Item[]> {
  const rows = await select<{ script_id: string | null; material_id: string | null }>(
    tx,
    `SELECT script_id, material_id FROM content_send
      WHERE customer_id = ? AND prepared_at >= ? AND user_id = ? AND status = 'sent'
      ORDER BY prepared_at DESC, id DESC LIMIT 20`,
    [customerId, now - GOES_ON_WITHIN_MS, viewer.userId],
  );
  return rows.flatMap((row): Item[] => {
    if (row.script_id) return [{ id: row.script_id, kind: 'script' }];
    return row.material_id ? [{ id: row.material_id, kind: 'material' }] : [];
  });
}

/** The most frequent first. The viewer learns from others. */
async function habitsAfter(tx: Tx, itemId: string, viewerUserId: string): Promise<Habit[]> {
  const rows = await select<{ id: string; kind: StepKind; user_id: string; times: number }>(
    tx,
    `SELECT item_id AS id, item_kind AS kind, user_id, times FROM next_send
      WHERE after_item_id = ? AND user_id <> ? ORDER BY times DESC, item_id, user_id LIMIT 500`,
    [itemId, viewerUserId],
  );
  const habits = new Map<string, Habit>();
  for (const { id, kind, user_id, times } of rows) {
    const habit = habits.get(id) ?? { itemId: id, kind, times: 0, userIds: [] };
    habits.set(id, { ...habit, times: habit.times + Number(times), userIds: [...habit.userIds, user_id] });
  }
  return [...habits.values()].sort((a, b) => b.times - a.times || (a.itemId < b.itemId ? -1 : 1));
}

async function presentItems(
  tx: Tx,
  habits: readonly Habit[],
  values: ScriptValues,
  looking: Looking,
): Promise<Map<string, Pick<NextSuggestion, 'script' | 'material'>>> {
  const idsOf = (kind: StepKind) => habits.filter((one) => one.kind === kind).map(({ itemId }) => itemId);
  const scripts = await presentScripts(tx, await scriptsFor(tx, looking.viewer, idsOf('script')), looking, values);
  const materials = await presentRows(tx, await materialsFor(tx, looking.viewer, idsOf('material')), looking);
  const found = new Map<string, Pick<NextSuggestion, 'script' | 'material'>>();
  for (const script of scripts) found.set(script.id, { script, material: null });
  for (const material of materials) if (material.state === 'ready') found.set(material.id, { script: null, material });
  return found;
}

async function titleOf(tx: Tx, { id, kind }: Item): Promise<string> {
  if (kind === 'script') return (await scriptTitles(tx, [id])).get(id) ?? '上一条';
  return (await materialsInOrder(tx, [id]))[0]?.title ?? '上一条';
}
