import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { eventType } from '../../../platform/delivery/event.ts';
import { command } from '../../command.ts';
import { listAssets } from '../../media/store.ts';
import { whileHeld } from './hold-lease.ts';
import { type Rendered, RenderInterrupted, renderPages } from './render-pages.ts';

/** Brochures wait for their pages and nobody is making them; recorded by the schedule only then. */
export const pagesDue = eventType<Record<string, never>>('material.pages_due');

const SERIAL_KEY = 'make-pages';
/** A file whose renderer is killed from outside so often is what the machine has no memory for: others wait behind it. */
const MOST_INTERRUPTIONS = 6;

/** By the index of materials that wait, and that of commands by their key. */
export async function areAnyPagesDue(tx: Tx): Promise<boolean> {
  const rows = await select(
    tx,
    `SELECT 1 AS due FROM material WHERE pages_state = 'waiting' AND NOT EXISTS
      (SELECT 1 FROM outbox_command WHERE serial_key = ? AND status IN ('waiting', 'sending')) LIMIT 1`,
    [SERIAL_KEY],
  );
  return rows.length > 0;
}

/**
 * The images are gone while the material says that they are there (a backup was put back, a disk was cleared): they are made again.
 * @returns whether it waits for them now
 */
export async function wantPagesAgain(tx: Tx, materialId: string): Promise<boolean> {
  const changed = await execute(
    tx,
    "UPDATE material SET pages_state = 'waiting' WHERE id = ? AND kind = 'brochure' AND pages_state = 'ready'",
    [materialId],
  );
  return changed > 0;
}

/** Orders the pages of whatever waits for them. */
export const makePagesOfAll = (tx: Tx) => enqueue(tx, makePages({}));

type Made = { assetId: string; rendered: Rendered } | null;

/** Makes the pages of one brochure that waits, the longest waiting first; one at a time, because each takes a core. */
export const makePages = command<Record<string, never>, Made>({
  name: 'make-pages',
  repeatIsHarmless: '同一份 PDF 的页面只生成一次,已经生成的不会重做',
  serialKey: () => SERIAL_KEY,
  async send(_input, deps, { number }) {
    const { db, config } = deps;
    const [waiting] = await select<{ asset_id: string }>(
      db.read,
      "SELECT asset_id FROM material WHERE pages_state = 'waiting' AND asset_id IS NOT NULL ORDER BY updated_at, id LIMIT 1",
    );
    if (!waiting) return null;
    const [asset] = await listAssets(db.read, [waiting.asset_id]);
    if (!asset) return { assetId: waiting.asset_id, rendered: { problem: 'missing' } };
    const rendered = await whileHeld(deps, SERIAL_KEY, () => renderPages(config.dataDir, asset.sha256)).catch(
      (error: unknown): Rendered => {
        if (error instanceof RenderInterrupted && number >= MOST_INTERRUPTIONS) return { problem: 'out_of_memory' };
        throw error;
      },
    );
    return { assetId: waiting.asset_id, rendered };
  },
  async onDone(tx, _input, made) {
    if (!made) return;
    const { assetId, rendered } = made;
    const [state, pages, problem] =
      'pages' in rendered ? ['ready', rendered.pages, null] : ['broken', null, rendered.problem];
    // Only while it still wants this file: it may hold another one by now, which waits anew.
    await execute(
      tx,
      "UPDATE material SET pages_state = ?, pages = ?, pages_problem = ? WHERE asset_id = ? AND pages_state = 'waiting'",
      [state, pages, problem, assetId],
    );
    const [more] = await select(tx, "SELECT 1 AS more FROM material WHERE pages_state = 'waiting' LIMIT 1");
    if (more) await makePagesOfAll(tx);
  },
});
