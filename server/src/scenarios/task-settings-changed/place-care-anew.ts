import { placeAnew } from '../../domains/care/place-anew.ts';
import { taskSettingsChanged } from '../../domains/task/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** What stands on the last working day before moves with the working days. */
export const placeCareAnew = scenario({
  name: 'place-care-anew',
  on: taskSettingsChanged,
  async run(tx, _event, _facts, _now, { config }) {
    return (await placeAnew(tx, config.timeZone)) > 0 ? done() : skipped('没有启用的客情计划');
  },
});
