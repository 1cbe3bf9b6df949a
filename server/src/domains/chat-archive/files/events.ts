import { eventType } from '../../../platform/delivery/event.ts';

/** Files of chats have waited so long that somebody should look. */
export const chatFilesLate = eventType<Record<string, never>>('chat_files.late');
