import type { UndoPreview } from '@zhike/shared/contracts/automation-job';
import type { Dependencies } from '../../dependencies.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type DoneAction, RuleHitRow } from './entity.ts';

/** So many hits are undone for a preview: it holds the lock of a writer as long. */
const LOOKED_AT = 100;

type Needs = Pick<Dependencies, 'ruleParts'>;

/** Takes back what one hit did, where nobody changed it since. Returns its actions with what became of them. */
export async function undoHit(
  tx: Tx,
  { ruleParts }: Needs,
  { id: hitId, versionId, customerId, actions: done }: Pick<RuleHitRow, 'id' | 'versionId' | 'customerId' | 'actions'>,
  by: { userId: string; now: number },
): Promise<DoneAction[]> {
  const actions: DoneAction[] = [...done];
  // Last first: what one action did may rest on what another did before it.
  for (let index = actions.length - 1; index >= 0; index--) {
    const action = actions[index]!;
    if (action.outcome !== 'done') continue;
    const { undo } = ruleParts.action(action.kind as Parameters<typeof ruleParts.action>[0]);
    const result = undo
      ? await undo(tx, { hitId, versionId, customerId }, action.memory ?? {}, by)
      : { outcome: 'kept' as const, why: 'automation.cannot_be_taken_back' };
    actions[index] = { ...action, undo: result };
  }
  return actions;
}

/** Thrown to roll back what a preview has done. */
class OnlyLooking extends Error {}

/** What taking back would do: done in a transaction that is rolled back, so that it cannot differ from the real thing. */
export async function previewUndo(
  { db, clock, ...deps }: Pick<Dependencies, 'db' | 'clock'> & Needs,
  versionId: string,
  userId: string,
): Promise<UndoPreview> {
  const [row] = await select<{ count: number | string }>(
    db.read,
    'SELECT COUNT(*) AS count FROM rule_hit WHERE version_id = ? AND undone_at IS NULL',
    [versionId],
  );
  const counts = new Map<string, { undone: number; kept: Map<string, number> }>();
  let lookedCount = 0;
  const look = async (tx: Tx) => {
    const hits = await tx
      .createQueryBuilder(RuleHitRow, 'hit')
      .where('hit.versionId = :versionId AND hit.undoneAt IS NULL', { versionId })
      .orderBy('hit.id', 'DESC')
      .limit(LOOKED_AT)
      .getMany();
    for (const hit of hits)
      for (const { kind, undo } of await undoHit(tx, deps, hit, { userId, now: clock.now() }))
        if (undo) add(counts, kind, undo);
    lookedCount = hits.length;
    throw new OnlyLooking();
  };
  await db.transaction(look).catch((error: unknown) => {
    if (!(error instanceof OnlyLooking)) throw error;
  });
  return {
    totalCount: Number(row?.count ?? 0),
    lookedCount,
    actions: [...counts].map(([kind, { undone, kept }]) => ({
      kind,
      undone,
      kept: [...kept].map(([why, count]) => ({ why, count })),
    })),
  };
}

function add(
  counts: Map<string, { undone: number; kept: Map<string, number> }>,
  kind: string,
  { outcome, why = 'automation.changed_since' }: NonNullable<DoneAction['undo']>,
): void {
  const count = counts.get(kind) ?? { undone: 0, kept: new Map<string, number>() };
  if (outcome === 'undone') count.undone += 1;
  else count.kept.set(why, (count.kept.get(why) ?? 0) + 1);
  counts.set(kind, count);
}
