import { z } from 'zod';

/** Epoch milliseconds, up to the year 3000: dates have an end, and calendars fail beyond it. */
export const Timestamp = z
  .int()
  .nonnegative()
  .max(Date.UTC(3000, 0, 1));

/** Our own ids are ULIDs. */
export const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** WeCom member id (1–64 bytes). */
export const UserId = z.string().min(1).max(64);

/** WeCom's id of an external contact. */
export const ExternalUserId = z.string().min(1).max(64);

/** Opaque; taken from `nextCursor` of the page before. */
export const Cursor = z.string().min(1).max(512);

export const pageQuery = { cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) };

/**
 * The same in a request body. Lists that can be searched take their filter there: what a person types may be a phone number or a name,
 * and addresses are written into the logs of proxies.
 */
export const pageBody = { cursor: Cursor.optional(), limit: z.int().min(1).max(100).default(20) };

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** What every failed request answers. `code` is a phrase key, see texts of `error-phrases`. */
export const ErrorBody = z.object({
  code: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

export const Empty = z.object({});

/** Where an archived message stands; `chatId` in a group. Told only to whoever may read it there. */
export const MessagePlace = z.object({ conversationId: Id, chatId: z.string().nullable(), position: z.int() });
export type MessagePlace = z.infer<typeof MessagePlace>;

/** A business day, `2026-11-08`. Before 1970 nothing was counted, and the day after 9999-12-31 cannot be written. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1970-01-01' && day <= '2999-12-31', 'between 1970-01-01 and 2999-12-31');

/** Made by the client for what it asks for: asked again with the same key, it is done once. */
export const IdempotencyKey = z.string().min(8).max(64);
