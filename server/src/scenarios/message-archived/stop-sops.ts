import { isSpeech } from '../../domains/chat-archive/not-said.ts';
import { readAlong, sentAtOf, type StreamedMessage } from '../../domains/chat-archive/stream.ts';
import { lastPosition } from '../../domains/chat-archive/stream.ts';
import { stopWhere } from '../../domains/sop/stop-by-event.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { BulkConsumer } from '../../platform/delivery/bulk-consumer.ts';

/** Who answers leaves the SOPs that only want to hear from her. What she says in a group is for others. */
export const stopSopsOnReply: BulkConsumer<Dependencies, StreamedMessage> = {
  name: 'sop-replies',
  read: readAlong,
  timeOf: sentAtOf,
  // What was said before there were SOPs answers none.
  beginAfter: (tx) => lastPosition(tx),
  async handle(tx, rows, now) {
    const replies = rows.flatMap(({ customerId, sentAt: at, ...message }) =>
      customerId &&
      message.from.kind === 'customer' &&
      message.chatId === null &&
      !message.isRevoked &&
      isSpeech(message)
        ? [{ customerId, at }]
        : [],
    );
    if (replies.length > 0) await stopWhere(tx, replies, 'replied', ({ replied }) => replied, now);
  },
};
