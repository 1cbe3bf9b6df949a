import { z } from 'zod';
import { Id } from './common.ts';

/** The open chat: exactly one of the two. */
export const ChatTarget = z
  .object({ customerId: Id.optional(), chatId: z.string().min(1).max(64).optional() })
  .refine(({ customerId, chatId }) => (customerId === undefined) !== (chatId === undefined), {
    message: '请指定客户或群',
    path: ['customerId'],
  });
export type ChatTarget = z.infer<typeof ChatTarget>;
