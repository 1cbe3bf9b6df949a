import { z } from 'zod';
import { Id, page, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

export const AuditEntryView = z.object({
  id: Id,
  at: Timestamp,
  /** Null: the system itself, or the open API. */
  actor: z.object({ userId: UserId, name: z.string() }).nullable(),
  actorKind: z.enum(['member', 'system', 'open_api']),
  /** `noun.verb`, e.g. `tag.rename`; the words are the client's. */
  action: z.string(),
  /** The name of a member; other things are named by what changed, or by their page. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  /** Whom it is about, as she is called now; never part of the entry itself. Name null: erased since. */
  customer: z.object({ id: Id, name: z.string().nullable(), remark: z.string().nullable() }).nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const listAuditLog = endpoint({
  method: 'GET',
  path: '/api/audit',
  audience: 'member',
  roles: ['admin'],
  summary: 'Who changed what, newest first',
  query: z.object({
    actorUserId: UserId.optional(),
    action: z.string().max(64).optional(),
    subjectKind: z.string().max(32).optional(),
    subjectId: z.string().max(64).optional(),
    from: z.coerce.number().int().nonnegative().optional(),
    /** Exclusive. */
    to: z.coerce.number().int().nonnegative().optional(),
    ...pageQuery,
  }),
  response: page(AuditEntryView),
});
