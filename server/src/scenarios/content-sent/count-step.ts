import { contentSent } from '../../domains/script/events.ts';
import { countStep } from '../../domains/script/steps.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Learns what is sent after what, and how often a script is used. */
export const countStepSent = scenario({
  name: 'count-step',
  on: contentSent,
  async run(tx, { payload }, _facts, _now, { config }) {
    const counted = await countStep(tx, payload.sendId, config.timeZone);
    return counted ? done() : skipped('已经计过数');
  },
});
