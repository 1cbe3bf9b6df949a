import { wantPull } from '../../domains/chat-archive/envelopes.ts';
import { afterCommit, txContext } from '../../platform/database/tx.ts';
import type { Delivery } from '../../platform/delivery/delivery.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { archiveTold } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** There is something new in the chat archive (doc 95039): whoever pulls looks at once. */
export const pullArchive = scenario({
  name: 'pull-archive',
  on: archiveTold,
  async run(tx, _event, _facts, _now, { clock }) {
    if (!(await wantPull(tx, clock.machineNow()))) return skipped('没有配置会话内容存档');
    const delivery = txContext(tx).delivery as Delivery;
    afterCommit(tx, () => delivery.signal('archive'));
    return done();
  },
});
