import type { Dependencies } from '../../../dependencies.ts';
import { forUpdate, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { stopEnrolment } from '../end.ts';

const AT_ONCE = 300;

type Nothing = Record<string, never>;
interface Left {
  id: string;
  sop_id: string;
  customer_id: string;
}

/** Ends the ways of customers in SOPs that were deleted, some at a time; queues itself again until nobody is left. */
export const endDeletedSops: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'end-deleted-sops',
  repeatIsHarmless: '已结束的会被跳过',
  serialKey: () => 'end-deleted-sops',
  async send(_input, { db, clock }) {
    return db.transaction(async (tx) => {
      const left = await listLeft(tx, AT_ONCE);
      for (const { id, sop_id: sopId, customer_id: customerId } of left)
        await stopEnrolment(tx, { id, sopId, customerId }, { reason: 'deleted', now: clock.now() });
      return left.length < AT_ONCE;
    });
  },
  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, endDeletedSops({}));
  },
});

/** Whoever began while the SOP was being deleted is found at night. */
export async function isAnybodyLeft(tx: Tx): Promise<boolean> {
  return (await listLeft(tx, 1)).length > 0;
}

function listLeft(tx: Tx, limit: number): Promise<Left[]> {
  return select<Left>(
    tx,
    `SELECT e.id, e.sop_id, e.customer_id FROM sop s JOIN sop_enrolment e ON e.sop_id = s.id AND e.status = 'active'
      WHERE s.deleted_at IS NOT NULL ORDER BY e.id LIMIT ${limit}${limit > 1 ? forUpdate(tx) : ''}`,
  );
}
