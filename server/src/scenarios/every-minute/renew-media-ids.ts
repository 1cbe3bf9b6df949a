import { mediaRenewalDue } from '../../domains/media/events.ts';
import { renewDueMedia } from '../../domains/media/keep-media-fresh.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** WeCom forgets an uploaded file after 3 days: what is in use is uploaded again before, so that no upload is ever on the welcome path. */
export const renewMediaIds = scenario({
  name: 'renew-media-ids',
  on: mediaRenewalDue,
  async run(tx, _event, _facts, now) {
    return (await renewDueMedia(tx, now)) > 0 ? done() : skipped('没有需要续期的素材');
  },
});
