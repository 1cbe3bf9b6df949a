import { handleMessages, MESSAGE_CONSUMER } from '../../domains/automation/handle-messages.ts';
import { withLateCustomers } from '../../domains/chat/find-late-customers.ts';
import { readAlong, sentAtOf, type StreamedMessage } from '../../domains/chat-archive/stream.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { BulkConsumer } from '../../platform/delivery/bulk-consumer.ts';

/** What customers and reps say makes rules act. What was said before a rule was switched on does not count: that is for dry runs. What somebody said alone with a rep before she was a customer is heard when she is one (`link-late-messages.ts`). */
export const actOnWords: BulkConsumer<Dependencies, StreamedMessage> = {
  name: MESSAGE_CONSUMER,
  read: readAlong,
  timeOf: sentAtOf,
  handle: async (tx, rows, now, deps) => handleMessages(tx, deps, await withLateCustomers(tx, rows), now),
};
