import { forgetAllOldRecords } from '../../domains/operation/commands/forget-old-records.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Raw callbacks, finished runs and finished commands are deleted after the days that the configuration gives them. */
export const forgetOldRecordsNightly = scenario({
  name: 'forget-old-records',
  on: nightStarted,
  async run(tx) {
    await enqueue(tx, forgetAllOldRecords());
    return done();
  },
});
