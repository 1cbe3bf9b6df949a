import type { Dependencies } from '../../dependencies.ts';
import { countMessages, MESSAGE_COUNTER } from '../../domains/behaviour/count-messages.ts';
import { withLateCustomers } from '../../domains/behaviour/find-late-customers.ts';
import { readMessages, sentAtOf, type StreamedMessage } from '../../domains/chat-archive/stream.ts';
import type { BulkConsumer } from '../../platform/delivery/bulk-consumer.ts';

/** Counts archived messages per customer and day. */
export const countSaidMessages: BulkConsumer<Dependencies, StreamedMessage> = {
  name: MESSAGE_COUNTER,
  read: readMessages,
  timeOf: sentAtOf,
  handle: async (tx, messages, _now, { config }) =>
    countMessages(tx, await withLateCustomers(tx, messages), config.timeZone),
};
