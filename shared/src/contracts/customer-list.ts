import { z } from 'zod';
import { Cursor, ExternalUserId, Id, page, pageBody, Timestamp, UserId } from './common.ts';
import { ChannelRef, CustomerStatus, MemberRef, TagChip } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { StageView } from './field.ts';
import { Filter } from './filter.ts';

/** Finding customers: what lists of them show, and what they are narrowed by. */

export const CustomerRow = z.object({
  id: Id,
  externalUserId: ExternalUserId.nullable(),
  type: z.int(),
  name: z.string(),
  avatar: z.string().nullable(),
  corpName: z.string().nullable(),
  /** Of the viewer's relation, else of the owner's. */
  remark: z.string().nullable(),
  status: CustomerStatus,
  stage: StageView.nullable(),
  owner: MemberRef.nullable(),
  channel: ChannelRef.nullable(),
  tags: z.array(TagChip),
  addedAt: Timestamp,
});
export type CustomerRow = z.infer<typeof CustomerRow>;

/** What a list of customers can be narrowed by. */
export const CustomerFilter = z.object({
  /** Part of the name or of a remark; or a whole phone number. */
  q: z.string().trim().min(1).max(40).optional(),
  tagIds: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(10)
    .transform((tagIds) => [...new Set(tagIds)])
    .optional(),
  /** `any`: at least one of the tags; `all`: every one. */
  tagMatch: z.enum(['any', 'all']).default('any'),
  ownerUserId: UserId.optional(),
  channelId: Id.optional(),
  departmentId: z.int().positive().optional(),
  stageId: Id.optional(),
  status: CustomerStatus.optional(),
  /** Inclusive. */
  addedFrom: Timestamp.optional(),
  /** Exclusive. */
  addedTo: Timestamp.optional(),
  /** Anything else that the language of filters can say; a segment's, for one. */
  filter: Filter.optional(),
});

export type CustomerFilter = z.infer<typeof CustomerFilter>;

export const CustomerCount = z.object({
  /** Found so far: all of them when there is no cursor. */
  count: z.int(),
  cursor: z.string().nullable(),
});
export type CustomerCount = z.infer<typeof CustomerCount>;

export const listCustomers = endpoint({
  method: 'POST',
  path: '/api/customers/search',
  audience: 'member',
  summary:
    'Customers the viewer may see, newest first; a page may hold fewer than asked for, the list ends without a cursor',
  body: CustomerFilter.extend(pageBody),
  response: page(CustomerRow),
});

export const countCustomers = endpoint({
  method: 'POST',
  path: '/api/customers/count',
  audience: 'member',
  summary: 'How many match, as far as can be counted at once; asked again with the cursor, the counting goes on',
  body: CustomerFilter.extend({ cursor: Cursor.optional() }),
  response: CustomerCount,
});
