import { steeringDue } from '../../domains/channel/events.ts';
import { listDueChannelIds, STEERED_A_TICK, steerChannel } from '../../domains/channel/steer.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Shifts begin and end, midnight resets caps: codes whose moment has come are decided anew. What is left waits for the next tick. */
export const steerCodes = scenario({
  name: 'steer-codes',
  on: steeringDue,
  async run(tx, _event, _facts, now, { config }) {
    // In one order everywhere, so that two transactions never wait for each other.
    const ids = (await listDueChannelIds(tx, now, STEERED_A_TICK)).sort();
    for (const id of ids) await steerChannel(tx, id, { now, timeZone: config.timeZone });
    return done();
  },
});
