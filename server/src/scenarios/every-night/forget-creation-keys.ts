import { forgetCreationKeys } from '../../platform/database/creation-key.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** A request is repeated within minutes, if at all. */
export const forgetCreationKeysNightly = scenario({
  name: 'forget-creation-keys',
  on: nightStarted,
  async run(tx, _event, _facts, _now, { clock }) {
    await forgetCreationKeys(tx, clock.machineNow());
    return done();
  },
});
