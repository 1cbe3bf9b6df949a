import { planReading } from '../../domains/group-chat/plan-reading.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { groupChatCreated } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** The callback brings nothing but the id. */
export const readNewGroup = scenario({
  name: 'read-new-group',
  on: groupChatCreated,
  async run(tx, event) {
    await planReading(tx, { chatId: event.payload.chatId, at: event.occurredAt });
    return done();
  },
});
