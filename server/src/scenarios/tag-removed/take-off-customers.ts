import { tagRemoved } from '../../domains/tag/events.ts';
import { takeOffRemovedTag } from '../../domains/tagging/commands/take-off-removed-tag.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A tag is gone from WeCom and so from every customer there: ours lose it too. Their history keeps it. */
export const takeRemovedTagOffCustomers = scenario({
  name: 'take-removed-tag-off-customers',
  on: tagRemoved,
  async run(tx, { payload: { tagId } }) {
    await enqueue(tx, takeOffRemovedTag({ tagId }));
    return done();
  },
});
