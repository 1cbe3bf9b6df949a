import { execute } from '../../platform/database/sql.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { hourStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** What counted towards "N times within T" and lies beyond T now; by index, an hour's worth at a time. */
export const forgetOldMentions = scenario({
  name: 'forget-old-mentions',
  on: hourStarted,
  async run(tx, _event, _facts, now) {
    await execute(tx, 'DELETE FROM rule_mention WHERE expires_at < ?', [now]);
    return done();
  },
});
