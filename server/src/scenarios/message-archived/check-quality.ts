import { withLateCustomers } from '../../domains/chat/find-late-customers.ts';
import { readAlong, sentAtOf, type StreamedMessage } from '../../domains/chat-archive/stream.ts';
import { handleMessages } from '../../domains/quality/handle-messages.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { BulkConsumer } from '../../platform/delivery/bulk-consumer.ts';

/** Sensitive words and actions in what was said since somebody looks for them, and how fast customers were answered since ever. */
export const checkQuality: BulkConsumer<Dependencies, StreamedMessage> = {
  name: 'quality-checks',
  read: readAlong,
  timeOf: sentAtOf,
  handle: async (tx, rows, now, deps) => handleMessages(tx, deps, await withLateCustomers(tx, rows), now),
};
