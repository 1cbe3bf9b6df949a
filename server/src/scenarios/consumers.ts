import type { Dependencies } from '../dependencies.ts';
import type { AnyBulkConsumer } from '../platform/delivery/bulk-consumer.ts';

/** Whoever walks along the archived messages, listed by hand. None waits for another. */
export const messageConsumers: readonly AnyBulkConsumer<Dependencies>[] = [];

/** Everything that is read in bulk. */
export const bulkConsumers: readonly AnyBulkConsumer<Dependencies>[] = [...messageConsumers];
