import { endDeletedSops, isAnybodyLeft } from '../../domains/sop/commands/end-deleted-sops.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Who began an SOP at the very moment it was deleted is left in it. */
export const endDeletedSopsNightly = scenario({
  name: 'end-deleted-sops-nightly',
  on: nightStarted,
  async run(tx) {
    if (!(await isAnybodyLeft(tx))) return skipped('已删除的 SOP 里没有客户');
    await enqueue(tx, endDeletedSops({}));
    return done();
  },
});
