import type { Dependencies } from '../dependencies.ts';
import type { AnyBulkConsumer } from '../platform/delivery/bulk-consumer.ts';
import { actOnWords } from './message-archived/act-on-words.ts';
import { countSaidMessages } from './message-archived/count-said-messages.ts';
import { checkQuality } from './message-archived/check-quality.ts';
import { stopSopsOnReply } from './message-archived/stop-sops.ts';
import { indexMessages } from './message-archived/index-messages.ts';

/** Whoever walks along the archived messages, listed by hand. None waits for another. */
export const messageConsumers: readonly AnyBulkConsumer<Dependencies>[] = [
  actOnWords,
  checkQuality,
  countSaidMessages,
  indexMessages,
  stopSopsOnReply,
];

/** Everything that is read in bulk. */
export const bulkConsumers: readonly AnyBulkConsumer<Dependencies>[] = [...messageConsumers];
