import { addToIndex, CHAT_INDEXER } from '../../domains/chat-archive/search-index.ts';
import { readAlong, sentAtOf, type StreamedMessage } from '../../domains/chat-archive/stream.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { BulkConsumer } from '../../platform/delivery/bulk-consumer.ts';

/** What was said can be found, from the first message on: also what was archived before there was a search. */
export const indexMessages: BulkConsumer<Dependencies, StreamedMessage> = {
  name: CHAT_INDEXER,
  read: readAlong,
  timeOf: sentAtOf,
  // Of many messages at once most pieces are the same: the more, the fewer rows.
  batch: 2_000,
  handle: (tx, messages, _now, { keys }) => addToIndex(tx, messages, keys),
};
