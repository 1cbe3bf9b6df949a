import type { Dependencies } from '../../dependencies.ts';
import { countMessages, MESSAGE_COUNTER } from '../../domains/behaviour/count-messages.ts';
import { orderLateLinks, withLateCustomers } from '../../domains/chat/find-late-customers.ts';
import { readAlong, sentAtOf, type StreamedMessage } from '../../domains/chat-archive/stream.ts';
import type { BulkConsumer } from '../../platform/delivery/bulk-consumer.ts';

/** Counts archived messages per customer and day. */
export const countSaidMessages: BulkConsumer<Dependencies, StreamedMessage> = {
  name: MESSAGE_COUNTER,
  read: readAlong,
  timeOf: sentAtOf,
  async handle(tx, rows, _now, { config }) {
    const messages = await withLateCustomers(tx, rows);
    await orderLateLinks(tx, messages);
    await countMessages(tx, messages, config.timeZone);
  },
};
