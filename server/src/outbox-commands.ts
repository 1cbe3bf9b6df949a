import type { CommandFactory } from './platform/delivery/command.ts';
import type { Dependencies } from './dependencies.ts';
import { uploadMedia } from './domains/media/commands/upload-media.ts';
import { deliverNotices } from './domains/notice/commands/deliver-notices.ts';

/** Every command the outbox may hold, listed by hand. */
// biome-ignore lint/suspicious/noExplicitAny: each command checks its own input where it is defined
export const outboxCommands: readonly CommandFactory<Dependencies, any, any>[] = [uploadMedia, deliverNotices];
