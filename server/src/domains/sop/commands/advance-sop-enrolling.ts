import type { Dependencies } from '../../../dependencies.ts';
import { getRow } from '../../../platform/database/find-row.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { findViewer } from '../../corp/store.ts';
import type { DataScope } from '../../corp/viewer.ts';
import { endEnrolJob, enrolSome } from '../enrolling/enrol-some.ts';
import { SopEnrolJobRow } from '../enrolling/entity.ts';

const TURN_MS = 8_000;
/** What somebody who has left may see. */
const NOBODY: DataScope = { kind: 'departments', departmentIds: [] };

interface TurnInput {
  jobId: string;
}

/**
 * Lets some more customers begin; queues itself again until everybody was looked at. What the starter may see now counts, not what she
 * could see when she asked.
 */
export const advanceSopEnrolling: CommandFactory<Dependencies, TurnInput, boolean> = command<TurnInput, boolean>({
  name: 'advance-sop-enrolling',
  repeatIsHarmless: '已经看过的客户不会再看一次,已在 SOP 里的客户不会重复加入',
  serialKey: ({ jobId }) => `sop-enrolling ${jobId}`,

  async send({ jobId }, deps) {
    const { db, clock, config } = deps;
    const stopAt = clock.machineNow() + TURN_MS;
    const { startedBy } = await getRow(db.read, SopEnrolJobRow, { id: jobId });
    const scope = (await findViewer(db.read, startedBy, config.adminUserIds))?.scope ?? NOBODY;
    while (await enrolSome(deps, jobId, scope)) if (clock.machineNow() >= stopAt) return false;
    return true;
  },

  async onDone(tx, { jobId }, isDone) {
    if (!isDone) await enqueue(tx, advanceSopEnrolling({ jobId }));
  },

  async onGaveUp(tx, { jobId }, _error, now) {
    await endEnrolJob(tx, jobId, { status: 'failed', problem: 'sop.enrolling_stuck' }, now);
  },
});
