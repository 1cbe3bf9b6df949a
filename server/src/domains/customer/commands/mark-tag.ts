import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';

/** Names a relation; what to mark is read from its `customer_tag` rows at the moment of the call. */
export interface MarkTagInput {
  customerId: string;
  userId: string;
  externalUserId: string;
}

interface Marked {
  added: string[];
  removed: string[];
  /** Deleted in WeCom meanwhile. */
  goneTagIds: string[];
  /** The member and the customer are no longer related: nothing to mark. */
  relationGone: boolean;
}

const TAG_GONE = 40068;
const RELATION_GONE = [84061, 40096];

/**
 * Brings one relation's tags in WeCom to what `customer_tag` says: rows `pending` are put on, rows `removing` taken off.
 * Enqueue it after changing rows; change a row that WeCom does not know yet to `removing` too, since a call may be under way.
 */
export const markTag = command<MarkTagInput, Marked>({
  name: 'mark-tag',
  repeatIsHarmless: '每次都按当前的标签状态打标,重复执行结果相同',
  // WeCom answers 45035 when two calls change one relation at once (doc 92118).
  serialKey: ({ userId, externalUserId }) => `mark-tag ${userId} ${externalUserId}`,

  async send(input, { db, wecom }) {
    const rows = await openRows(db.read, input);
    const wanted = {
      add: rows.filter((row) => row.in_wecom === 'pending').map((row) => row.tag_id),
      remove: rows.filter((row) => row.in_wecom === 'removing').map((row) => row.tag_id),
    };
    const mark = async (add: string[], remove: string[], goneTagIds: string[]): Promise<Marked> => {
      if (add.length + remove.length > 0) {
        await wecom.tag.mark({ userId: input.userId, externalUserId: input.externalUserId, add, remove });
      }
      return { added: add, removed: remove, goneTagIds, relationGone: false };
    };
    try {
      try {
        return await mark(wanted.add, wanted.remove, []);
      } catch (error) {
        if (!isWecomError(error, TAG_GONE)) throw error;
        // WeCom refuses the whole call for one tag that is gone: leave those out and mark the rest.
        const tagIds = [...wanted.add, ...wanted.remove];
        const groups = await wecom.tag.list({ tagIds });
        const alive = new Set(
          groups
            .flatMap((group) => group.tags)
            .filter((tag) => !tag.deleted)
            .map((tag) => tag.id),
        );
        const isAlive = (tagId: string) => alive.has(tagId);
        if (tagIds.every(isAlive)) throw error;
        return await mark(
          wanted.add.filter(isAlive),
          wanted.remove.filter(isAlive),
          tagIds.filter((id) => !isAlive(id)),
        );
      }
    } catch (error) {
      if (!isWecomError(error, ...RELATION_GONE)) throw error;
      return { added: [], removed: [], goneTagIds: [], relationGone: true };
    }
  },

  async onDone(tx, input, { added, removed, goneTagIds, relationGone }, now) {
    if (relationGone) return settle(tx, input, 'failed');
    // Only rows still as they were when sent: what a person changed meanwhile has its own command waiting.
    await setState(tx, input, added, 'pending', 'done', now);
    await setState(tx, input, [...removed, ...goneTagIds], 'removing', 'removed', now);
    await setState(tx, input, goneTagIds, 'pending', 'failed');
  },

  onGaveUp: (tx, input) => settle(tx, input, 'failed'),
});

function openRows(tx: Tx, { customerId, userId }: MarkTagInput) {
  return select<{ tag_id: string; in_wecom: string }>(
    tx,
    "SELECT tag_id, in_wecom FROM customer_tag WHERE customer_id = ? AND user_id = ? AND in_wecom IN ('pending', 'removing')",
    [customerId, userId],
  );
}

/** Nothing more will be tried: what was to be put on counts as refused, what was to be taken off is off our books. */
async function settle(tx: Tx, input: MarkTagInput, state: 'failed'): Promise<void> {
  const rows = await openRows(tx, input);
  const ids = (open: string) => rows.filter((row) => row.in_wecom === open).map((row) => row.tag_id);
  await setState(tx, input, ids('pending'), 'pending', state);
  await setState(tx, input, ids('removing'), 'removing', null);
}

/** `to` null: the row goes. */
async function setState(
  tx: Tx,
  { customerId, userId }: MarkTagInput,
  tagIds: string[],
  from: 'pending' | 'removing',
  to: 'done' | 'failed' | 'removed' | null,
  settledAt: number | null = null,
): Promise<void> {
  if (tagIds.length === 0) return;
  const rows = `customer_id = ? AND user_id = ? AND in_wecom = ? AND tag_id ${inList(tagIds)}`;
  const values = [customerId, userId, from, ...tagIds];
  if (to === null) await execute(tx, `DELETE FROM customer_tag WHERE ${rows}`, values);
  else
    await execute(tx, `UPDATE customer_tag SET in_wecom = ?, settled_at = ? WHERE ${rows}`, [to, settledAt, ...values]);
}
