import type { Dependencies } from '../dependencies.ts';
import { countMessages, MESSAGE_COUNTER } from '../domains/behaviour/count-messages.ts';
import type { StreamedMessage } from '../domains/chat-archive/stream.ts';
import type { BulkConsumer } from '../platform/delivery/bulk-consumer.ts';

type MessageConsumer = BulkConsumer<Dependencies, StreamedMessage>;

/** Counts archived messages per customer and day, as they are read by `read`. */
export function messageCounter(read: MessageConsumer['read']): MessageConsumer {
  return {
    name: MESSAGE_COUNTER,
    read,
    handle: (tx, messages, _now, { config }) => countMessages(tx, messages, config.timeZone),
  };
}
